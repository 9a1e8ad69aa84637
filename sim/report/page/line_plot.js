// SPDX-License-Identifier: Apache-2.0
// A figure against one dimension: curves where it is a number, dots or bars where it is a word. A
// band or a bar from the smallest to the largest seed.
import {alikeNotes} from './alike.js';
import {colourOf, facetsOf, fromOneSource, nameOf, numberAxis, scaleOf, ticksAt, wrapped} from './encode.js';
import {plural} from './format.js';
import {grouped, hasSpread} from './groups.js';

// Points without the number at which they would stand.
function leftOut(groups, key) {
  const points = groups.reduce((n, g) => n + g.rows.length, 0);
  return points > 0 ? [`Without ${plural(points, 'point')} that ${points === 1 ? 'has' : 'have'} no \`${key}\`.`] : [];
}

// `x`: {dimension, title, of(value), format}; `facet` and `colour`: dimensions or null.
export function lineData(model, {x, y, colour, facet}) {
  const by = [...new Set([colour, facet, x.dimension].filter(Boolean))];
  const {rows, pinned} = model.select(by);
  const all = grouped(rows, by, y.value);
  const value = (group, d) => d.values[group.at[by.indexOf(d)]];
  const isPlaced = g => !x.dimension.numeric || value(g, x.dimension) !== null;
  const groups = all.filter(isPlaced);
  const name = (group, d) => nameOf(d, group.at[by.indexOf(d)]);
  const data = groups.map(g => ({
    x: x.dimension.numeric ? x.of(value(g, x.dimension)) : name(g, x.dimension),
    y: g.mean, lo: g.lo, hi: g.hi, n: g.rows.length, rows: g.rows,
    ...(colour && {colour: name(g, colour)}),
    ...(facet && {facet: name(g, facet)}),
  }));
  const notes = [...alikeNotes(data, colour), ...leftOut(all.filter(g => !isPlaced(g)), x.dimension.key)];
  return {data, groups, pinned, notes, spread: `${x.dimension.numeric ? 'bands' : 'bars'}: smallest to largest`};
}

function tooltipOf({x, y, colour, facet}) {
  return [
    ...(colour ? [{field: 'colour', title: colour.key}] : []),
    ...(facet ? [{field: 'facet', title: facet.key}] : []),
    {field: 'x', title: x.title}, {field: 'y', title: y.title},
    {field: 'lo', title: 'smallest'}, {field: 'hi', title: 'largest'}, {field: 'n', title: 'seeds'},
  ];
}

function curves(encoding, spread) {
  const {shape, tooltip, ...plain} = encoding;
  const {y, ...x} = plain;
  const band = {mark: {type: 'area', opacity: 0.2}, encoding: {...x, y: {...y, field: 'lo'}, y2: {field: 'hi'}}};
  const line = {mark: {type: 'line', strokeWidth: 2}, encoding: plain};
  return [...(spread ? [band] : []), line];
}

function errorBars(encoding) {
  const {shape, tooltip, y, ...x} = encoding;
  return {mark: {type: 'rule', strokeWidth: 1.5}, encoding: {...x, y: {...y, field: 'lo'}, y2: {field: 'hi'}}};
}

// `more(width)`: layers on top.
export function lineSpec(options, {data, groups}, {theme, width, height, more = []}) {
  const {x, y, colour, facet, logX, logY} = options;
  const {outer, width: one} = facetsOf(facet, width);
  const numeric = x.dimension.numeric;
  const xType = numeric ? 'quantitative' : 'nominal';
  const xs = data.map(d => d.x);
  const xScale = logX ? scaleOf(logX, xs) : {zero: false, nice: true, padding: 6};
  const encoding = {
    x: {field: 'x', type: xType, title: wrapped(x.title, one), sort: null,
        axis: numeric ? {...(x.format ? {format: x.format} : numberAxis), ...ticksAt(xs, logX)} : {labelAngle: 0},
        ...(numeric ? {scale: xScale} : {})},
    y: {field: 'y', type: 'quantitative', title: y.title, axis: numberAxis,
        scale: scaleOf(logY, data.flatMap(d => [d.lo, d.hi]))},
    ...colourOf(colour, theme, width),
    tooltip: tooltipOf(options),
  };
  const spread = hasSpread(groups);
  const point = {mark: {type: 'point', filled: true, size: 70, opacity: 1, cursor: 'pointer'}, encoding};
  const layer = [...(numeric ? curves(encoding, spread) : []),
                 ...(spread && !numeric ? [errorBars(encoding)] : []), point, ...more];
  const source = facet ? fromOneSource(layer, data) : {data: {values: data}, layer};
  return outer({...source, width: one, height});
}
