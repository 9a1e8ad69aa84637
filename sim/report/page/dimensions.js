// SPDX-License-Identifier: Apache-2.0
// What the points differ in: keys of the configuration, and the program that ran them. A plot has
// some of these on its axes; the others are pinned to one value, so that points of different
// configurations are never averaged. Only seeds are.
import {keyOf, kRun} from './names.js';

// A key that some points do not have (another workload's) is of numbers all the same.
function areNumbers(values) {
  const there = values.filter(v => v !== null);
  return there.length > 0 && there.every(v => typeof v === 'number');
}

// Numbers by value, and null after them; words as the parameter lists its choices, those that it does
// not know last and by alphabet. Points end in random order: a policy must have the same colour in
// each page.
function sorted(values, choices) {
  if (areNumbers(values)) return values.sort((a, b) => (a === null) - (b === null) || a - b);
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
    numeric: areNumbers(values),
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

// Points of one seed that are alike in every key are no seeds of each other: what made them differ is
// not in their configuration (two recordings under one path). They are told apart by their order.
function runsOf(table, kept) {
  const seed = table.column('seed'), status = table.column('status'), seen = new Map();
  const at = seed.map((_, row) => {
    if (status[row] !== 'ok') return 0;
    const key = [seed[row], ...kept.map(d => d.at[row])].join(',');
    seen.set(key, (seen.get(key) ?? -1) + 1);
    return seen.get(key);
  });
  const most = at.reduce((a, b) => Math.max(a, b), 0);
  if (most === 0) return [];
  const values = Array.from({length: most + 1}, (_, i) => i + 1);
  table.derive(kRun, () => at.map(i => values[i]));
  return [{column: kRun, key: kRun, values, numeric: true, at}];
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
  kept.push(...runsOf(table, kept));
  for (const d of kept) d.follows = kept.filter(a => a !== d && determines([a], d));
  return kept;
}

// The value that most points have; of several, the middle one of numbers and the first of words. That
// a key is absent is chosen only where no point has it; of programs, the last that added points.
export function defaultPin(dimension, rows) {
  if (dimension.key === 'tool' && rows.length > 0) return dimension.at[rows.at(-1)];
  const counts = new Array(dimension.values.length).fill(0);
  for (const row of rows) counts[dimension.at[row]]++;
  const absent = dimension.values.indexOf(null);
  if (counts.some((n, i) => n > 0 && i !== absent)) counts[absent] = 0;
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
