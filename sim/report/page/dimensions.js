// SPDX-License-Identifier: Apache-2.0
// What the points differ in: keys of the configuration, and the program that ran them. A plot has
// some of these on its axes; the others are pinned to one value, so that points of different
// configurations are never averaged. Only seeds are.
import {keyOf} from './names.js';

// Numbers by value; words as the parameter lists its choices, those that it does not know last and
// by alphabet. Points end in random order: a policy must have the same colour in each page.
function sorted(values, choices) {
  if (values.every(v => typeof v === 'number')) return values.sort((a, b) => a - b);
  const rank = v => (choices.includes(v) ? choices.indexOf(v) : choices.length);
  return values.sort((a, b) => rank(a) - rank(b) || (String(a) < String(b) ? -1 : 1));
}

function dimensionOf(table, column, params) {
  const data = table.column(column);
  const values = sorted([...new Set(data)], params[keyOf(column)]?.choices ?? []);
  const index = new Map(values.map((v, i) => [v, i]));
  return {
    column,
    key: keyOf(column),
    values,
    numeric: values.every(v => typeof v === 'number'),
    at: data.map(v => index.get(v)),
  };
}

// Whether `a` alone, or several together, say what `b` is in every row.
function determines(as, b) {
  const seen = new Map();
  return b.at.every((value, row) => {
    const key = as.map(a => a.at[row]).join(',');
    if (!seen.has(key)) seen.set(key, value);
    return seen.get(key) === value;
  });
}

// The axes of the sweeps first. Of other keys (another `--set`, another preset) only those that are
// not given by the ones before them: a preset sets dozens.
export function dimensionsOf(table, axes, params = {}) {
  const isKey = c => c === 'tool' || (c.startsWith('config.') && c !== 'config.seed');
  const varies = c => table.has(c) && !table.isConstant(c);
  const first = axes.map(a => `config.${a}`);
  const rest = table.names.filter(c => isKey(c) && !first.includes(c));
  const kept = [];
  for (const column of [...first, ...rest].filter(varies)) {
    const dimension = dimensionOf(table, column, params);
    if (dimension.values.length < 2) continue;
    if (first.includes(column) || !determines(kept, dimension)) kept.push(dimension);
  }
  for (const d of kept) d.follows = kept.filter(a => a !== d && determines([a], d));
  return kept;
}

// The value that most points have; of several, the middle one of numbers and the first of words.
export function defaultPin(dimension, rows) {
  const counts = new Array(dimension.values.length).fill(0);
  for (const row of rows) counts[dimension.at[row]]++;
  const most = Math.max(...counts);
  const best = counts.flatMap((count, i) => (count === most ? [i] : []));
  return dimension.numeric ? best[Math.floor(best.length / 2)] : best[0];
}

// What is pinned in a plot that has the dimensions of `used` on its axes.
export function pinnedBeside(dimensions, used) {
  return dimensions.filter(d => !used.includes(d) && !d.follows.some(a => used.includes(a)));
}

export function rowsAt(rows, pinned, pins) {
  return rows.filter(row => pinned.every(d => d.at[row] === pins.get(d.key)));
}
