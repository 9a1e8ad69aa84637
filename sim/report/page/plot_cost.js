// SPDX-License-Identifier: Apache-2.0
// Cost against the written fraction, and the break-even: from where on a policy costs as much as the
// reference.
import {breakEvens, breakEvenText} from './break_even.js';
import {nameOf} from './encode.js';
import {percent} from './format.js';
import {lineData, lineSpec} from './line_plot.js';
import {coloursOf, ink} from './theme.js';

const kWritten = 'workload.written';

// Eager copying is what a break-even is usually asked against.
function referenceOf(names) {
  return names.includes('eager') ? 'eager' : names[0];
}
const namesOf = dimension => dimension.values.map((_, i) => nameOf(dimension, i));

// A layer a label: as a field, its colour would become part of the legend.
function labelLayer(mark) {
  const toRight = mark.side === 'right';
  return {
    data: {values: [mark]},
    mark: {type: 'text', align: toRight ? 'left' : 'right', baseline: 'top', dx: toRight ? 5 : -5, dy: 3, fontSize: 11,
           fontWeight: 600, color: mark.ink},
    encoding: {x: {field: 'at', type: 'quantitative'}, y: {value: 0}, text: {field: 'label'}},
  };
}

function markLayers(marks, theme) {
  if (marks.length === 0) return [];
  const {text} = ink(theme);
  const x = {field: 'x', type: 'quantitative'};
  const y = {field: 'y', type: 'quantitative'};
  const data = {values: marks};
  const tooltip = [{field: 'policy', title: 'break-even of'}, {field: 'x', title: 'written', format: '.1%'}];
  return [
    {data, name: 'break_even', mark: {type: 'rule', strokeDash: [4, 3], color: text, opacity: 0.7}, encoding: {x, tooltip}},
    {data, mark: {type: 'point', shape: 'circle', size: 150, strokeWidth: 2, color: text}, encoding: {x, y, tooltip}},
    ...marks.map(mark => labelLayer(mark)),
  ];
}

// Labels of one facet stand below each other and on one side of all its lines, so that near ones do
// not overlap.
function marksOf(evens, colour, theme) {
  const found = evens.filter(e => typeof e.found === 'object');
  const inks = coloursOf(colour.values.length, theme);
  const names = namesOf(colour);
  return found.map(({policy, facet, found: {x, y}}, i) => {
    const beside = found.filter(o => o.facet === facet);
    const line = found.slice(0, i).filter(o => o.facet === facet).length;
    const right = beside.every(o => o.found.x < 0.6);
    const xs = beside.map(o => o.found.x);
    return {policy, x, y, at: right ? Math.max(...xs) : Math.min(...xs), side: right ? 'right' : 'left',
            label: [...new Array(line).fill(''), `${policy} ${percent(x)}`], ink: inks[names.indexOf(policy)],
            ...(facet !== undefined && {facet})};
  });
}

export const costPlot = {
  id: 'cost',
  title: 'Cost against written fraction',
  about: 'What the whole run costs when more of the memory is written after the fork. Dashed: break-even.',

  missing(model) {
    if (!model.dimension(kWritten)) {
      return 'the points do not differ in `workload.written`. Add an axis to the sweep, such as ' +
             '`"workload.written" = [0.0, 0.25, 0.5, 0.75, 1.0]`.';
    }
    return model.figures.includes('cycles') ? null : 'no point has `cycles`.';
  },

  controls(model, state) {
    const colour = model.dimension(state.colour);
    return [
      {name: 'y', label: 'figure', figures: model.figures},
      {name: 'colour', label: 'colour', dimensions: true},
      ...(colour ? [{name: 'reference', label: 'break-even against', options: namesOf(colour)}] : []),
      {name: 'facet', label: 'facets', dimensions: true},
      {name: 'logY', label: 'log y', flag: true},
    ];
  },

  initial: model => ({y: 'cycles', colour: model.policy?.key, facet: null, logY: false, reference: null}),

  draw(model, state, frame) {
    const colour = model.dimension(state.colour);
    const names = colour ? namesOf(colour) : [];
    if (!names.includes(state.reference)) state.reference = referenceOf(names);
    const x = {dimension: model.dimension(kWritten), title: `${kWritten} (fraction of the pages)`, of: v => v, format: '.0%'};
    const options = {x, y: model.figure(state.y), colour, facet: model.dimension(state.facet), logY: state.logY};
    const found = lineData(model, options);
    const evens = colour ? breakEvens(model, found.data, state) : [];
    const more = colour ? markLayers(marksOf(evens, colour, frame.theme), frame.theme) : [];
    const notes = [...evens.map(e => breakEvenText(e, state.reference, state.facet)), ...found.notes];
    return {...found, notes, spec: lineSpec(options, found, {...frame, height: 300, more})};
  },
};
