// SPDX-License-Identifier: Apache-2.0
// Any figure against any key, or against another figure.
import {lineData, lineSpec} from './line_plot.js';
import {colourOf, facetsOf, nameOf, numberAxis, scaleOf, wrapped} from './encode.js';

// A point for each run, seeds apart.
function scatterData(model, {x, y, colour, facet}) {
  const by = [...new Set([colour, facet].filter(Boolean))];
  const {rows, pinned} = model.select(by);
  const data = rows.map(row => ({
    x: x.value(row), y: y.value(row), rows: [row],
    ...(colour && {colour: nameOf(colour, colour.at[row])}),
    ...(facet && {facet: nameOf(facet, facet.at[row])}),
  })).filter(d => d.x !== null && d.y !== null);
  return {data, pinned, groups: data};
}

function scatterSpec({x, y, colour, facet, logX, logY}, {data}, {theme, width, height}) {
  const {outer, width: one} = facetsOf(facet, width);
  const axis = (field, figure, log) => ({field, type: 'quantitative', title: field === 'x' ? wrapped(figure.title, one) : figure.title, axis: numberAxis,
                                         scale: scaleOf(log, data.map(d => d[field]))});
  const encoding = {
    x: axis('x', x, logX), y: axis('y', y, logY), ...colourOf(colour, theme, width),
    tooltip: [...(colour ? [{field: 'colour', title: colour.key}] : []), {field: 'x', title: x.title}, {field: 'y', title: y.title}],
  };
  const mark = {type: 'point', filled: true, size: 45, opacity: 0.75, cursor: 'pointer'};
  return outer({data: {values: data}, mark, encoding, width: one, height});
}

export const explorerPlot = {
  id: 'explorer',
  title: 'Any figure',
  about: 'Every statistic is here, by its own name, against any key or any other statistic.',

  titleOf: ({x, y}) => `${y} against ${x}`,

  missing: model => (model.figures.length > 0 && model.dimensions.length > 0 ? null
    : 'it needs points that differ in something.'),

  controls: model => [
    {name: 'y', label: 'y', figures: model.figures},
    {name: 'x', label: 'x', dimensions: true, required: true, figures: model.figures},
    {name: 'colour', label: 'colour', dimensions: true},
    {name: 'facet', label: 'facets', dimensions: true},
    {name: 'logX', label: 'log x', flag: true},
    {name: 'logY', label: 'log y', flag: true},
  ],

  initial(model) {
    const x = model.others[0] ?? model.policy;
    return {y: model.firstFigure('frames.peak', 'cycles'), x: x?.key, colour: model.policy?.key, facet: null,
            logX: false, logY: false};
  },

  draw(model, state, frame) {
    const shared = {y: model.figure(state.y), colour: model.dimension(state.colour), facet: model.dimension(state.facet),
                    logX: state.logX, logY: state.logY};
    const dimension = model.dimension(state.x);
    const size = {...frame, height: 300};
    if (!dimension) {
      const options = {...shared, x: model.figure(state.x)};
      const found = scatterData(model, options);
      return {...found, spec: scatterSpec(options, found, size)};
    }
    const unit = model.about.params[dimension.key]?.unit;
    const options = {...shared, x: {dimension, title: unit ? `${dimension.key} (${unit})` : dimension.key, of: v => v}};
    const found = lineData(model, options);
    return {...found, spec: lineSpec(options, found, size)};
  },
};
