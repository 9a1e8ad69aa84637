// SPDX-License-Identifier: Apache-2.0
// The ledger: stacked bars of where the cycles went.
import {facetsOf, fromOneSource, nameOf, numberAxis, whiskers, wrapped} from './encode.js';
import {grouped, hasSpread} from './groups.js';
import {phaseColours} from './theme.js';

const kIdle = 'idle';

// Of one point, over these phases; null where it has none of them.
function totalOf(model, phases) {
  const values = phases.map(phase => model.figure(`ledger.${phase}`).value);
  return row => values.map(value => value(row)).reduce((sum, v) => (v === null ? sum : sum + v), null);
}

// Mean cycles of each phase in each bar; a phase without cycles anywhere is left out.
function barsOf(model, {bar, facet, phases}) {
  const by = [...new Set([bar, facet].filter(Boolean))];
  const {rows, pinned} = model.select(by);
  const parts = phases.map(phase => [phase, grouped(rows, by, model.figure(`ledger.${phase}`).value)]);
  const used = parts.filter(([, groups]) => groups.some(g => g.hi > 0));
  const groups = grouped(rows, by, totalOf(model, used.map(([phase]) => phase)));
  const totals = new Map(groups.map(g => [`${g.at}`, g.mean]));
  const named = g => ({
    y: g.mean, lo: g.lo, hi: g.hi, n: g.rows.length, rows: g.rows,
    bar: bar ? nameOf(bar, g.at[by.indexOf(bar)]) : 'all points',
    ...(facet && {facet: nameOf(facet, g.at[by.indexOf(facet)])}),
  });
  const data = used.flatMap(([phase, bars], order) => bars.map(g =>
    ({phase, order, part: g.mean / (totals.get(`${g.at}`) || 1), ...named(g)})));
  return {data, pinned, groups, sums: groups.map(named), used: used.map(([phase]) => phase)};
}

function specOf({data, groups, sums, used}, {bar, facet, share}, unit, {theme, width}) {
  const {outer, width: one} = facetsOf(facet, width, {least: 260, margin: 86});
  const names = bar ? bar.values.map((_, i) => nameOf(bar, i)) : ['all points'];
  const encoding = {
    y: {field: 'bar', type: 'nominal', title: bar?.key ?? null, sort: names, axis: {ticks: false, domain: false}},
    x: {field: share ? 'part' : 'y', type: 'quantitative', stack: 'zero',
        title: wrapped(share ? 'part of the ledger' : `ledger of all harts (${unit})`, one),
        axis: share ? {format: '.0%'} : numberAxis},
    order: {field: 'order', type: 'quantitative'},
    color: {field: 'phase', type: 'nominal', title: 'phase', sort: null,
            scale: {domain: used, range: phaseColours(used, theme)},
            legend: {orient: 'bottom', columns: Math.max(2, Math.floor(width / 140)), symbolType: 'square'}},
    tooltip: [{field: 'bar', title: bar?.key ?? 'points'}, ...(facet ? [{field: 'facet', title: facet.key}] : []),
              {field: 'phase'}, {field: 'y', title: unit}, {field: 'lo', title: 'smallest'},
              {field: 'hi', title: 'largest'}, {field: 'part', title: 'part', format: '.1%'},
              {field: 'n', title: 'seeds'}],
  };
  const bars = {mark: {type: 'bar', cursor: 'pointer', height: {band: 0.72}}, encoding};
  const layer = [bars];
  if (hasSpread(groups) && !share) {
    const ends = whiskers({y: encoding.y}, field => ({field, type: 'quantitative', title: encoding.x.title}), theme);
    layer.push(...ends.map(part => ({data: {values: sums}, ...part})));
  }
  const source = facet ? fromOneSource(layer, data) : {data: {values: data}, layer};
  return outer({...source, width: one, height: {step: 34}});
}

export const ledgerPlot = {
  id: 'ledger',
  title: 'Where the cycles go',
  about: 'The ledger: every cycle of every hart belongs to one phase.',

  missing: model => (model.phases.length > 0 && model.ok.length > 0 ? null : 'no point has a ledger.'),

  controls: model => [
    {name: 'bar', label: 'bars', dimensions: true},
    {name: 'facet', label: 'facets', dimensions: true},
    {name: 'share', label: 'as parts of 100 %', flag: true},
    ...(model.phases.includes(kIdle) ? [{name: 'idle', label: 'with idle', flag: true}] : []),
  ],

  initial: model => ({bar: model.policy?.key, facet: null, share: false, idle: false}),

  draw(model, state, frame) {
    const options = {
      bar: model.dimension(state.bar), facet: model.dimension(state.facet), share: state.share,
      phases: model.phases.filter(p => state.idle || p !== kIdle),
    };
    const found = barsOf(model, options);
    const {unit} = model.figure(`ledger.${model.phases[0]}`);
    const notes = state.idle || !model.phases.includes(kIdle) ? [] : ['Without idle cycles.'];
    const spread = options.share ? null : 'whiskers: smallest to largest total';
    return {...found, notes, spread, spec: specOf(found, options, unit, frame)};
  },
};
