// SPDX-License-Identifier: Apache-2.0
// Distributions: smallest, percentiles, mean and largest of one sample an event.
import {facetsOf, fromOneSource, nameOf, numberAxis, scaleOf, whiskers} from './encode.js';
import {grouped, hasSpread} from './groups.js';
import {meaningOf} from './names.js';
import {coloursOf, ink} from './theme.js';

const kEnds = 'M-.12,-1h.24v2h-.24Z', kMean = 'diamond', kInner = ['circle', 'triangle-up', 'square', 'cross', 'triangle-down'];

function samplesOf(model, {line, facet, base, marks}) {
  const by = [...new Set([line, facet].filter(Boolean))];
  const {rows, pinned} = model.select(by);
  const max = model.table.column(`${base}.max`);
  const withEvents = rows.filter(row => max[row] > 0);
  let groups = [];
  const data = marks.flatMap(mark => {
    groups = grouped(withEvents, by, model.figure(`${base}.${mark}`).value);
    return groups.map(g => ({
      mark, y: g.mean, lo: g.lo, hi: g.hi, n: g.rows.length, rows: g.rows,
      line: line ? nameOf(line, g.at[by.indexOf(line)]) : 'all points',
      ...(facet && {facet: nameOf(facet, g.at[by.indexOf(facet)])}),
    }));
  });
  return {data, groups, pinned, without: rows.length - withEvents.length,
          spread: 'lines below the marks: smallest to largest of each statistic'};
}

// Each line's ends, for the thin bar (all samples) and the thick one (from the first percentile to
// the last).
function spans(data, first, last, facetKey) {
  const ends = new Map();
  for (const d of data) {
    const key = `${d.line}\n${d.facet}`;
    const span = ends.get(key) ?? {line: d.line, rows: d.rows, ...(facetKey && {facet: d.facet})};
    if (d.mark === first) span.from = d.y;
    if (d.mark === last) span.to = d.y;
    ends.set(key, span);
  }
  return [...ends.values()];
}

function shapesOf(marks) {
  const inner = marks.filter(m => /^p\d/.test(m));
  const shapeOf = m => (m === 'min' || m === 'max' ? kEnds : m === 'mean' ? kMean : kInner[inner.indexOf(m) % kInner.length]);
  return marks.map(shapeOf);
}

function specOf({data, groups}, {line, facet, marks, log}, title, {theme, width}) {
  const {outer, width: one} = facetsOf(facet, width, {least: 300, margin: 92});
  const names = line ? line.values.map((_, i) => nameOf(line, i)) : ['all points'];
  const inner = marks.filter(m => /^p\d/.test(m));
  const all = spans(data, 'min', 'max', facet), most = spans(data, inner[0], inner.at(-1), facet);
  const values = data.flatMap(d => [d.y, d.lo, d.hi]);
  const scale = log ? scaleOf(log, values) : {zero: true, nice: true, padding: 10};
  const y = {field: 'line', type: 'nominal', sort: names, title: line?.key ?? null, axis: {ticks: false, domain: false, grid: true}};
  const x = field => ({field, type: 'quantitative', scale, title, axis: numberAxis});
  const color = {field: 'line', type: 'nominal', sort: null, legend: null,
                 scale: {domain: names, range: coloursOf(names.length, theme)}};
  const tooltip = [{field: 'line', title: line?.key ?? 'points'}, ...(facet ? [{field: 'facet', title: facet.key}] : []),
                   {field: 'mark', title: 'statistic'}, {field: 'y', title}, {field: 'lo', title: 'smallest'},
                   {field: 'hi', title: 'largest'}, {field: 'n', title: 'seeds'}];
  const layer = [
    {data: {values: all}, mark: {type: 'rule', strokeWidth: 2}, encoding: {y, x: x('from'), x2: {field: 'to'}, color}},
    {data: {values: most}, mark: {type: 'rule', strokeWidth: 12, opacity: 0.45}, encoding: {y, x: x('from'), x2: {field: 'to'}, color}},
    ...(hasSpread(groups) ? whiskers({y}, x, theme, {yOffset: 13}) : []),
    {mark: {type: 'point', size: 75, opacity: 1, cursor: 'pointer', stroke: ink(theme).text, strokeWidth: 1.3, fill: ink(theme).text}, encoding: {
      y, x: x('y'), tooltip,
      shape: {field: 'mark', type: 'nominal', title: 'statistic', scale: {domain: marks, range: shapesOf(marks)},
              legend: {orient: 'top', direction: 'horizontal', columns: Math.max(2, Math.floor(width / 90)),
                       symbolFillColor: ink(theme).text, symbolStrokeColor: ink(theme).text, symbolStrokeWidth: 1.5}},
    }},
  ];
  const spec = facet ? fromOneSource(layer, data) : {data: {values: data}, layer};
  return outer({...spec, width: one, height: {step: 46}});
}

// What there is to see first, among the points that are seen: one fork a run, say, has no
// distribution worth the look.
function firstOf(model, line) {
  const {rows} = model.select([line].filter(Boolean));
  const column = ({base}, mark) => model.table.column(`${base}.${mark}`);
  const isWide = d => rows.some(row => column(d, 'max')[row] > column(d, 'min')[row]);
  const isThere = d => rows.some(row => column(d, 'max')[row] > 0);
  const all = model.distributions;
  return all.find(isWide) ?? all.find(isThere) ?? all[0];
}

export const distributionPlot = {
  id: 'distribution',
  title: 'Distributions',
  about: 'One sample an event: thin from the smallest to the largest, thick from the first percentile to the last.',

  missing: model => (model.distributions.length > 0 ? null : 'no point has samples of any distribution.'),

  controls: model => [
    {name: 'base', label: 'events', options: model.distributions.map(d => d.base)},
    {name: 'line', label: 'lines', dimensions: true},
    {name: 'facet', label: 'facets', dimensions: true},
    {name: 'log', label: 'log x', flag: true},
  ],

  initial: model => ({
    base: firstOf(model, model.policy)?.base,
    line: model.policy?.key, facet: null, log: true,
  }),

  draw(model, state, frame) {
    const {base, marks} = model.distributions.find(d => d.base === state.base);
    const withMean = model.table.has(`${base}.mean`) ? [...marks, 'mean'] : marks;
    const options = {line: model.dimension(state.line), facet: model.dimension(state.facet), base,
                     marks: withMean, log: state.log};
    const found = samplesOf(model, options);
    const {unit} = model.figure(`${base}.max`);
    const notes = [meaningOf(base, model.about, false)].filter(Boolean);
    if (found.without > 0) notes.push(`${found.without} of the points here have no such event.`);
    return {...found, notes, spec: specOf(found, options, `${base} (${unit})`, frame)};
  },
};
