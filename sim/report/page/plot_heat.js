// SPDX-License-Identifier: Apache-2.0
// A heat map over two dimensions, of a figure or of its ratio to that of one policy.
import {facetsOf, nameOf, wrapped} from './encode.js';
import {grouped} from './groups.js';
import {ink} from './theme.js';

const kMostLabels = 120;  // more cells than this have no room for their number
const kNone = 'none';

// Mean and range of a cell. Of a ratio the range is that of any two seeds.
function valueOf(group, against) {
  const {mean, lo, hi} = group;
  if (against === null) return {value: mean, lo, hi};
  if (against === undefined) return {value: NaN};
  if (against === group) return {value: 1, lo: 1, hi: 1};
  return {value: mean / against.mean, lo: lo / against.hi, hi: hi / against.lo};
}

function cellsOf(model, {x, y, facet, figure, policy, reference}) {
  const axes = [...new Set([x, y, facet].filter(Boolean))];
  const by = reference ? [...new Set([...axes, policy])] : axes;
  const {rows, pinned} = model.select(by);
  const groups = grouped(rows, by, figure.value);
  const place = g => axes.map(d => (d === policy && reference ? null : g.at[by.indexOf(d)])).join();
  const wanted = reference ? policy.values.findIndex((_, i) => nameOf(policy, i) === reference) : -1;
  const against = new Map(groups.filter(g => reference && g.at[by.indexOf(policy)] === wanted).map(g => [place(g), g]));
  const shownGroups = reference && !axes.includes(policy)
    ? groups.filter(g => g.at[by.indexOf(policy)] === model.pins.get(policy.key)) : groups;
  const data = shownGroups.map(g => ({
    x: nameOf(x, g.at[by.indexOf(x)]), y: nameOf(y, g.at[by.indexOf(y)]),
    ...valueOf(g, reference && against.get(place(g))), n: g.rows.length, rows: g.rows,
    ...(facet && {facet: nameOf(facet, g.at[by.indexOf(facet)])}),
  })).filter(d => Number.isFinite(d.value));
  const alsoPinned = reference && !axes.includes(policy) ? [policy] : [];
  return {data, groups: shownGroups, pinned: [...pinned, ...alsoPinned], spread: 'a cell under the pointer says smallest and largest'};
}

// One hue for figures; two, with the paper's colour at 1, for ratios.
function colourScale(values, reference, log, theme) {
  if (!reference) {
    const type = log && values.every(v => v > 0) ? 'log' : 'linear';
    return {type, scheme: 'viridis', nice: false, ...(type === 'linear' && {zero: false})};
  }
  const far = Math.max(1.01, ...values.filter(v => v > 0).map(v => Math.max(v, 1 / v)));
  const {paper} = ink(theme);
  return {type: 'log', domain: [1 / far, 1, far], range: ['#0072b2', paper, '#d55e00'], interpolate: 'lab', nice: false, clamp: true};
}

function specOf({data}, {x, y, facet, reference, log, figure}, {theme, width}) {
  const {outer, width: one} = facetsOf(facet, width, {least: 130, margin: 76});
  const values = data.map(d => d.value);
  const names = d => d.values.map((_, i) => nameOf(d, i));
  const title = reference ? `${figure.name}, of ${reference}'s` : figure.title;
  const format = reference ? '.2f' : values.every(v => v < 1) ? '.3~g' : '.3~s';
  const encoding = {
    x: {field: 'x', type: 'nominal', sort: names(x), title: wrapped(x.key, one), axis: {labelAngle: 0, labelOverlap: 'greedy', domain: false, ticks: false}},
    y: {field: 'y', type: 'nominal', sort: y.numeric ? names(y).reverse() : names(y), title: y.key, axis: {domain: false, ticks: false}},
  };
  const scale = colourScale(values, reference, log, theme);
  const color = {field: 'value', type: 'quantitative', title, scale,
                 legend: {orient: 'top', gradientLength: Math.min(300, width - 40), format, titleLimit: width - 20}};
  const number = reference ? '.3f' : ',';
  const tooltip = [{field: 'x', title: x.key}, {field: 'y', title: y.key}, ...(facet ? [{field: 'facet', title: facet.key}] : []),
                   {field: 'value', title, format: number}, {field: 'lo', title: 'smallest', format: number},
                   {field: 'hi', title: 'largest', format: number}, {field: 'n', title: 'seeds'}];
  const rect = {mark: {type: 'rect', cursor: 'pointer', stroke: ink(theme).paper, strokeWidth: 1}, encoding: {...encoding, color, tooltip}};
  const roomy = one / x.values.length > 38 && data.length <= kMostLabels;
  const labels = inkOn(data, reference, scale, theme);
  const texts = [...new Set(labels.map(l => l.ink))].map(color => ({
    mark: {type: 'text', fontSize: 11, color, cursor: 'pointer'},
    encoding: {...encoding, tooltip, text: {field: 'value', format}, opacity: {condition: {test: `datum.ink === '${color}'`, value: 1}, value: 0}},
  }));
  const height = Math.min(420, Math.max(150, 34 * y.values.length));
  return outer({data: {values: labels}, layer: roomy ? [rect, ...texts] : [rect], width: one, height});
}

// Cells with the colour of their label: white on the dark half of viridis.
function inkOn(data, reference, {type}, theme) {
  if (reference) return data.map(d => ({...d, ink: ink(theme).text}));
  const place = v => (type === 'log' ? Math.log(v) : v);
  const places = data.map(d => place(d.value));
  const from = Math.min(...places), to = Math.max(...places);
  return data.map((d, i) => ({...d, ink: (places[i] - from) / (to - from || 1) > 0.55 ? '#101418' : '#ffffff'}));
}

export const heatPlot = {
  id: 'heat',
  title: 'Heat map over two axes',
  about: 'One figure over two keys, or how it compares with one policy\'s (below 1: less).',

  titleOf: ({figure, x, y, reference}) =>
    `${figure}${reference === kNone ? '' : `, of ${reference}'s`}, by ${x} and ${y}`,

  missing: model => (model.dimensions.length >= 2 ? null
    : `it needs points that differ in two keys; these differ in ${model.dimensions.length}.`),

  controls: model => [
    {name: 'figure', label: 'figure', figures: model.figures},
    {name: 'x', label: 'x', dimensions: true, required: true},
    {name: 'y', label: 'y', dimensions: true, required: true},
    {name: 'facet', label: 'facets', dimensions: true},
    ...(model.policy ? [{name: 'reference', label: 'relative to', options: [kNone, ...model.policy.values.map((_, i) => nameOf(model.policy, i))]}] : []),
    {name: 'log', label: 'log colour', flag: true},
  ],

  initial(model) {
    const {others} = model;
    const [x, y] = others.length >= 2 ? [others[1], others[0]] : [others[0] ?? model.policy, model.policy];
    const facet = others.length >= 2 ? model.policy?.key : null;
    return {figure: 'cycles', x: x?.key, y: y?.key, facet, reference: kNone, log: true};
  },

  draw(model, state, frame) {
    const reference = state.reference === kNone ? null : state.reference;
    const options = {x: model.dimension(state.x), y: model.dimension(state.y), facet: model.dimension(state.facet),
                     figure: model.figure(state.figure), policy: model.policy, reference, log: state.log};
    if (options.x === options.y) return {data: [], groups: [], pinned: [], notes: ['Choose two different keys.']};
    const found = cellsOf(model, options);
    return {...found, spec: specOf(found, options, frame)};
  },
};
