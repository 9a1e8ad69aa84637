// SPDX-License-Identifier: Apache-2.0
// Pieces of Vega-Lite specifications that several plots use.
import {coloursOf, ink} from './theme.js';
import {exact} from './format.js';

const kShapes = ['circle', 'square', 'triangle-up', 'diamond', 'cross', 'triangle-down',
                 'triangle-right', 'triangle-left'];

// Logarithmic, and linear around 0 where there are values that have no logarithm.
export function scaleOf(log, values) {
  const positive = values.filter(v => v > 0);
  if (!log || positive.length === 0) return {zero: true, nice: true};
  if (positive.length === values.length) return {type: 'log', nice: false, padding: 10};
  return {type: 'symlog', constant: least(positive), nice: false, padding: 10};
}

const least = values => values.reduce((a, b) => Math.min(a, b), Infinity);

// Names of a dimension's values, for legends and headers.
export const nameOf = (dimension, index) => exact(dimension.values[index]);

// Colour and shape by a dimension, in the order of its values; one legend above the plot.
export function colourOf(dimension, theme, width, field = 'colour') {
  if (!dimension) return {};
  const domain = dimension.values.map((_, i) => nameOf(dimension, i));
  const legend = {orient: 'top', columns: Math.max(1, Math.floor(width / 130)), direction: 'horizontal'};
  const shared = {field, type: 'nominal', title: dimension.key, sort: null, legend};
  return {
    color: {...shared, scale: {domain, range: coloursOf(domain.length, theme)}},
    shape: {...shared, scale: {domain, range: domain.map((_, i) => kShapes[i % kShapes.length])}},
  };
}

// A facet a value, as many beside each other as fit; {outer, width}: what the specification gets
// around its layers, and the width of one view. `margin`: of an axis beside each view.
export function facetsOf(dimension, width, {least: narrowest = 130, margin = 62} = {}) {
  if (!dimension) return {outer: spec => spec, width: width - margin};
  const columns = Math.max(1, Math.min(dimension.values.length, 4, Math.floor((width - margin) / narrowest)));
  const header = {title: dimension.key, labelPadding: 4};
  const sort = dimension.values.map((_, i) => nameOf(dimension, i));
  const outer = spec => {
    const {data, title, resolve, ...inner} = spec;
    const facet = {field: 'facet', type: 'nominal', header, sort};
    return {data, title, resolve, facet, columns, spacing: 18, spec: inner};
  };
  return {outer, width: Math.floor((width - margin - (columns - 1) * 18) / columns - (columns > 1 ? 6 : 0)),
          columns};
}

// From the smallest to the largest seed, along x: a line with ends. `encoding`: all but x; `x(field)`.
export function whiskers(encoding, x, theme, more = {}) {
  const {text: color} = ink(theme);
  const end = field => ({mark: {type: 'tick', thickness: 1.5, size: 9, color, ...more}, encoding: {...encoding, x: x(field)}});
  const line = {mark: {type: 'rule', strokeWidth: 1.5, color, ...more}, encoding: {...encoding, x: x('lo'), x2: {field: 'hi'}}};
  return [line, end('lo'), end('hi')];
}

// A title in lines that fit an axis of a narrow view; about 6.3 pixels a letter.
export function wrapped(title, width) {
  const most = Math.max(12, Math.floor(width / 6.3));
  const lines = [];
  for (const word of title.split(' ')) {
    if (lines.length > 0 && lines.at(-1).length + 1 + word.length <= most) lines.push(`${lines.pop()} ${word}`);
    else lines.push(word);
  }
  return lines;
}

// Layers with data of their own, for a facet, which splits only one source: each layer takes its
// rows from it. `data`: of layers without their own.
export function fromOneSource(layers, data) {
  const sources = [...new Set([data, ...layers.map(l => l.data?.values ?? data)])];
  const values = sources.flatMap((source, i) => source.map(row => ({...row, source: i})));
  const layer = layers.map(({data: own, ...rest}) =>
    ({...rest, transform: [{filter: `datum.source === ${sources.indexOf(own?.values ?? data)}`}]}));
  return {data: {values}, layer};
}

// Numbers on an axis: few digits, with k, M, G. (The format's own "m" for thousandths would be read
// as million.)
export const numberAxis = {
  labelExpr: "datum.value == 0 ? '0' : abs(datum.value) < 1e4 ? format(datum.value, ',~g') : format(datum.value, '~s')",
};

// Ticks at the values that the points have, if these are few and stand far enough apart.
export function ticksAt(values, log) {
  const at = [...new Set(values)].sort((a, b) => a - b);
  if (at.length < 2 || at.length > 12 || (log && at[0] <= 0)) return {};
  const place = v => (log ? Math.log(v) : v);
  const range = place(at.at(-1)) - place(at[0]);
  const near = at.some((v, i) => i > 0 && (place(v) - place(at[i - 1])) / range < 0.05);
  return near ? {} : {values: at};
}
