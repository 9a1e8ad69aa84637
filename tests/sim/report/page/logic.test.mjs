// SPDX-License-Identifier: Apache-2.0
// What the page computes, without a browser: node --test.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {alikeCurves, alikeNotes} from '../../../../sim/report/page/alike.js';
import {defaultPin, dimensionsOf, pinnedBeside, rowsAt} from '../../../../sim/report/page/dimensions.js';
import {distributionsOf, percentile} from '../../../../sim/report/page/distributions.js';
import {filterOf} from '../../../../sim/report/page/filter.js';
import {grouped, seedsText} from '../../../../sim/report/page/groups.js';
import {sumLedgers} from '../../../../sim/report/page/ledger.js';
import {isFigure, meaningOf, titleOf} from '../../../../sim/report/page/names.js';
import {Table, unpacked} from '../../../../sim/report/page/table.js';
import {commandText, scenarioText} from '../../../../sim/report/page/toml.js';

// A table of columns, each with all its values.
function tableOf(columns) {
  const rows = Object.values(columns)[0].length;
  const text = Object.entries(columns).map(([name, v]) => `${name}\n${JSON.stringify({v})}\n`).join('');
  return new Table(text, rows);
}

test('columns_come_in_three_forms', () => {
  const table = new Table('a\n{"c":7}\nb\n{"d":["x","y"],"i":[1,-1,0]}\nc\n{"v":[1,null,3]}\n', 3);
  assert.deepEqual(table.column('a'), [7, 7, 7]);
  assert.deepEqual(table.column('b'), ['y', null, 'x']);
  assert.deepEqual(table.column('c'), [1, null, 3]);
  assert.deepEqual(table.column('none'), [null, null, null]);
  assert.deepEqual(['a', 'b', 'c', 'none'].map(n => table.isNumber(n)), [true, false, true, false]);
});

test('packed_text_is_unpacked', async () => {
  const packed = new Response(new Blob(['abc\n']).stream().pipeThrough(new CompressionStream('gzip')));
  assert.equal(await unpacked(Buffer.from(await packed.arrayBuffer()).toString('base64')), 'abc\n');
});

test('dimensions_are_what_differs_and_is_not_given_by_the_axes', () => {
  const table = tableOf({
    'config.preset': ['a', 'a', 'b', 'b'], 'config.machine.x': [1, 1, 2, 2], 'config.os.fork': ['cow', 'eager', 'cow', 'eager'],
    'config.seed': [1, 2, 3, 4], 'config.same': [5, 5, 5, 5], tool: ['t', 't', 't', 't'],
  });
  assert.deepEqual(dimensionsOf(table, ['os.fork']).map(d => d.key), ['os.fork', 'preset']);
  const params = {'os.fork': {choices: ['eager']}};
  assert.deepEqual(dimensionsOf(table, ['os.fork'], params)[0].values, ['eager', 'cow']);
});

test('a_key_that_follows_from_one_on_an_axis_is_not_pinned', () => {
  const table = tableOf({'config.os.fork': ['cow', 'eager'], 'config.os.copy': ['dma', 'core'], tool: ['t', 't']});
  const dimensions = dimensionsOf(table, ['os.fork', 'os.copy']);
  assert.deepEqual(pinnedBeside(dimensions, [dimensions[0]]), []);
  assert.deepEqual(pinnedBeside(dimensions, []).map(d => d.key), ['os.fork', 'os.copy']);
});

test('a_pin_is_the_value_with_most_points_and_the_middle_of_equals', () => {
  const table = tableOf({'config.a': [1, 2, 3, 1], 'config.b': [10, 20, 30, 30].map(String)});
  const [a, b] = dimensionsOf(table, ['a', 'b']);
  assert.equal(a.values[defaultPin(a, [0, 1, 2, 3])], 1);
  assert.equal(a.values[defaultPin(a, [0, 1, 2])], 2);
  assert.equal(b.values[defaultPin(b, [0, 1, 2, 3])], '30');
  assert.deepEqual(rowsAt([0, 1, 2, 3], [a], new Map([['a', 0]])), [0, 3]);
});

test('only_seeds_are_averaged', () => {
  const table = tableOf({'config.a': [1, 1, 2], seed: [1, 2, 1]});
  const [a] = dimensionsOf(table, ['a']);
  const groups = grouped([0, 1, 2], [a], row => [10, 20, 7][row]);
  assert.deepEqual(groups.map(g => [g.mean, g.lo, g.hi, g.rows]), [[15, 10, 20, [0, 1]], [7, 7, 7, [2]]]);
  assert.equal(seedsText(groups), '1 to 2');
  assert.equal(grouped([0, 1], [a], () => null).length, 0);
});

test('distributions_are_found_by_their_shape', () => {
  const names = ['x.max', 'x.p999', 'x.min', 'x.p50', 'x.mean', 'y.min', 'y.max', 'config.z.min', 'harts.0.c.min', 'harts.0.c.max', 'harts.0.c.p50'];
  assert.deepEqual(distributionsOf(names), [{base: 'x', marks: ['min', 'p50', 'p999', 'max']}]);
  assert.equal(percentile('p999'), 99.9);
});

test('the_ledger_of_all_harts_is_a_figure', () => {
  const table = tableOf({'harts.0.ledger.fork.copy': [1, 2, null], 'harts.1.ledger.fork.copy': [10, null, null]});
  assert.deepEqual(sumLedgers(table), ['fork.copy']);
  assert.deepEqual(table.column('ledger.fork.copy'), [11, 2, null]);
  assert.ok(isFigure('ledger.fork.copy', table));
  assert.ok(!isFigure('harts.0.ledger.fork.copy', table));
});

test('names_units_and_meanings_come_from_schema_and_parameters', () => {
  const schema = {properties: {fork: {description: 'forks', properties: {cycles: {$ref: '#/$defs/c'}}}}, $defs: {c: {description: 'in cycles'}}};
  const about = {schema, params: {'machine.clock_mhz': {unit: 'MHz', meaning: 'clock'}}};
  assert.equal(titleOf('fork.cycles.p50', about), 'fork.cycles.p50 (cycles)');
  assert.equal(titleOf('dram.latency_ns.max', about), 'dram.latency_ns.max (ns)');
  assert.equal(titleOf('config.machine.clock_mhz', about), 'machine.clock_mhz (MHz)');
  assert.equal(titleOf('copies.pages', about), 'copies.pages');
  assert.equal(meaningOf('fork.cycles.p50', about), 'forks; in cycles');
  assert.equal(meaningOf('config.machine.clock_mhz', about), 'clock');
  assert.equal(meaningOf('unknown.x', about), '');
});

test('a_configuration_is_a_scenario_file', () => {
  const table = tableOf({
    'config.preset': ['server'], 'config.seed': ['18446744073709551615'], seed: ['18446744073709551615'],
    'config.machine.cached': [true], 'config.workload.written': [0.1], 'config.workload.trace': ['a "b".zst'],
    'config.big': ['9007199254740993'], 'config.absent': [null],
  });
  assert.equal(scenarioText(table, 0),
    'preset = "server"\nmachine.cached = true\nworkload.written = 0.1\nworkload.trace = "a \\"b\\".zst"\nbig = 9007199254740993\n');
  assert.equal(commandText(table, 0, 'p.toml'), 'cowmmu run p.toml --seed 18446744073709551615');
});

test('the_filter_takes_words_and_conditions', () => {
  const table = tableOf({'config.os.fork': ['cow', 'eager', 'cow'], 'config.workload.written': [0.1, 0.5, 0.9], cycles: [5, 6, null], 'a.p50': [1, 2, 3], 'b.p50': [1, 2, 3]});
  const rows = text => [0, 1, 2].filter(filterOf(text, table, ['config.os.fork']).test);
  assert.deepEqual(rows(''), [0, 1, 2]);
  assert.deepEqual(rows('COW'), [0, 2]);
  assert.deepEqual(rows('cow written<=0.5'), [0]);
  assert.deepEqual(rows('cycles>=6'), [1]);
  assert.deepEqual(rows('fork!=cow'), [1]);
  assert.match(filterOf('p50=1', table, []).error, /p50/);
});

test('curves_that_are_one_are_named', () => {
  const at = (colour, facet, ...ys) => ys.map((y, x) => ({x, y, facet, colour}));
  const data = [...at('eager', 'a', 1, 9), ...at('cow', 'a', 1, 5), ...at('textbook', 'a', 1, 5)];
  assert.deepEqual(alikeCurves(data), [['cow', 'textbook']]);
  assert.deepEqual(alikeNotes(data, {}), ['The same at every point: cow and textbook, whose curves are one.']);
  assert.deepEqual(alikeNotes(data, null), []);
  // In one facet only, or at fewer points: not alike.
  assert.deepEqual(alikeCurves([...data, ...at('cow', 'b', 3), ...at('textbook', 'b', 4)]), []);
  assert.deepEqual(alikeCurves([...at('cow', 'a', 1, 5), ...at('textbook', 'a', 1)]), []);
});
