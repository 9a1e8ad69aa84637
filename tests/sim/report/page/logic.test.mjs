// SPDX-License-Identifier: Apache-2.0
// What the page computes, without a browser: node --test.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {alikeCurves, alikeNotes} from '../../../../sim/report/page/alike.js';
import {defaultPin, dimensionsOf, pinnedBeside, rowsAt} from '../../../../sim/report/page/dimensions.js';
import {distributionsOf, percentile, sampleOf} from '../../../../sim/report/page/distributions.js';
import {filterOf} from '../../../../sim/report/page/filter.js';
import {exact, shown} from '../../../../sim/report/page/format.js';
import {grouped, seedsText} from '../../../../sim/report/page/groups.js';
import {sumLedgers} from '../../../../sim/report/page/ledger.js';
import {Model} from '../../../../sim/report/page/model.js';
import {lineData} from '../../../../sim/report/page/line_plot.js';
import {isFigure, meaningOf, titleOf} from '../../../../sim/report/page/names.js';
import {distributionPlot} from '../../../../sim/report/page/plot_distribution.js';
import {heatPlot} from '../../../../sim/report/page/plot_heat.js';
import {Table, unpacked} from '../../../../sim/report/page/table.js';
import {commandText, scenarioText} from '../../../../sim/report/page/toml.js';

// A table of columns, each with all its values.
function tableOf(columns) {
  const rows = Object.values(columns)[0].length;
  const text = Object.entries(columns).map(([name, v]) => `${name}\n${JSON.stringify({v})}\n`).join('');
  return new Table(text, rows);
}

// A model of points that ended well, seed 1 unless said.
function modelOf(columns, axes, about = {}) {
  const rows = Object.values(columns)[0].length;
  const table = tableOf({status: Array(rows).fill('ok'), seed: Array(rows).fill(1), tool: Array(rows).fill('t'), ...columns});
  return new Model(table, {axes, pins: {}, params: {}, break_even: [], schema: {}, ...about});
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

test('a_key_of_numbers_that_some_points_lack_is_of_numbers', () => {
  const table = tableOf({'config.w': [null, 1, 0.5, null, null], 'config.x': [null, 'b', 'a', 'a', 'a'], seed: [1, 2, 3, 4, 5]});
  const [w, x] = dimensionsOf(table, ['w', 'x']);
  assert.deepEqual([w.values, w.numeric], [[0.5, 1, null], true]);
  assert.equal(x.numeric, false);
  assert.equal(w.values[defaultPin(w, [0, 1, 2, 3, 4])], 1);  // of 0.5 and 1, though most have none
  assert.equal(w.values[defaultPin(w, [0, 3])], null);
});

test('points_without_a_place_on_the_axis_are_left_out_and_counted', () => {
  const model = modelOf({'config.w': [null, 1, 0.5], cycles: [7, 8, 9]}, ['w']);
  const x = {dimension: model.dimension('w'), title: 'w', of: v => v};
  const {data, notes} = lineData(model, {x, y: model.figure('cycles'), colour: null, facet: null});
  assert.deepEqual(data.map(d => [d.x, d.y]), [[0.5, 9], [1, 8]]);
  assert.deepEqual(notes, ['Without 1 point that has no `w`.']);
});

test('points_of_one_seed_are_never_averaged', () => {
  const recordings = {'config.os.fork': ['cow', 'cow', 'cow', 'eager'], 'config.workload.trace': Array(4).fill('a.zst'),
                      seed: [1, 2, 1, 1], cycles: [10, 20, 500, 7]};
  const apart = model => {
    const {rows} = model.select([model.dimension('os.fork')]);
    return grouped(rows, [model.dimension('os.fork')], model.figure('cycles').value).map(g => [g.mean, g.rows]);
  };
  const model = modelOf(recordings, ['os.fork']);
  assert.deepEqual(model.dimensions.map(d => [d.key, d.values]), [['os.fork', ['cow', 'eager']], ['run', [1, 2]]]);
  assert.deepEqual(apart(model), [[15, [0, 1]], [7, [3]]]);
  assert.ok(!model.figures.includes('run'));
  // Where the configuration tells them apart, it does.
  const told = modelOf({...recordings, 'config.workload.trace_sha256': ['aa', 'aa', 'bb', 'aa']}, ['os.fork']);
  assert.deepEqual(told.dimensions.map(d => d.key), ['os.fork', 'workload.trace_sha256']);
  assert.deepEqual(apart(told), [[15, [0, 1]], [7, [3]]]);
  // A point that failed is in no plot.
  const failed = modelOf({...recordings, status: ['ok', 'ok', 'failed', 'ok']}, ['os.fork']);
  assert.deepEqual(failed.dimensions.map(d => d.key), ['os.fork']);
});

test('pins_are_of_points_that_are_there', () => {
  const columns = {'config.workload.program': ['a', 'b', 'b', 'a', 'a'], 'config.workload.written': [null, 0, 1, null, null],
                   'config.workload.pages': [1, 64, 64, 2, 3]};
  const model = modelOf(columns, ['workload.program', 'workload.written', 'workload.pages']);
  assert.equal(model.select([]).rows.length, 1);
  const presets = modelOf({'config.os.fork': ['cow', 'cow', 'eager'], 'config.preset': ['riscv', 'unit', 'server'], seed: [1, 2, 3]},
                          ['os.fork', 'preset'], {params: {preset: {choices: [], initial: 'server'}}});
  assert.equal(presets.select([]).rows.length, 1);
});

test('the_newest_program_and_the_default_preset_are_pinned', () => {
  const columns = {'config.os.fork': ['cow', 'eager', 'cow', 'cow'],
                   'config.preset': ['riscv', 'riscv', 'server', 'riscv']};
  const preset = {preset: {choices: ['riscv', 'server'], initial: 'server'}};
  const pinned = model => Object.fromEntries(model.dimensions.map(d => [d.key, d.values[model.pins.get(d.key)]]));
  assert.equal(pinned(modelOf({...columns, 'config.preset': Array(4).fill('riscv'), tool: ['2', '2', '2', '1']}, ['os.fork'])).tool, '1');
  assert.equal(pinned(modelOf(columns, ['os.fork'], {params: preset})).preset, 'server');
  assert.equal(pinned(modelOf(columns, ['os.fork'], {params: preset, pins: {preset: 'riscv'}})).preset, 'riscv');
  assert.equal(pinned(modelOf(columns, ['os.fork'], {params: {preset: {choices: [], initial: 'unit'}}})).preset, 'riscv');
});

test('what_never_happened_took_no_time', () => {
  const columns = {'config.os.fork': ['eager', 'cow'], 'config.machine.clock_mhz': [1000, 1000], 'f.count': [0, 5]};
  for (const mark of ['min', 'mean', 'p50', 'p999', 'max']) columns[`f.cycles.${mark}`] = [0, 8];
  const model = modelOf({...columns, 'f.cycles.min': [0, 0]}, ['os.fork']);
  for (const mark of ['mean', 'p50', 'p999', 'max']) {
    assert.deepEqual([0, 1].map(model.figure(`f.cycles.${mark}`).value), [null, 8], mark);
  }
  assert.deepEqual([0, 1].map(model.figure('f.cycles.min').value), [null, 0]);
  assert.deepEqual([0, 1].map(model.figure('f.count').value), [0, 5]);
  model.time = 'µs';
  assert.deepEqual([0, 1].map(model.figure('f.cycles.p50').value), [null, 0.008]);
  assert.deepEqual(['a.b.p99', 'a.max', 'max', 'cycles'].map(sampleOf), ['a.b', 'a', null, null]);
});

test('the_first_distribution_has_samples_where_it_is_shown', () => {
  const columns = {'config.os.fork': ['cow', 'cow', 'eager'], 'config.pages': [1, 2, 2]};
  for (const [mark, a, b] of [['min', 1, 5], ['p50', 2, 5], ['max', 3, 5]]) {
    Object.assign(columns, {[`a.${mark}`]: [a, 0, 0], [`b.${mark}`]: [0, b, b]});
  }
  const model = modelOf(columns, ['os.fork', 'pages'], {pins: {pages: 2}});
  assert.deepEqual(model.distributions.map(d => d.base), ['a', 'b']);
  assert.equal(distributionPlot.initial(model).base, 'b');
});

test('different_values_have_different_names', () => {
  assert.equal(exact(0.5000001), '0.5000001');
  assert.notEqual(exact(0.1 + 0.2), exact(0.3));
  assert.deepEqual([exact(4096), exact(null), exact('cow'), exact(1234.56)], ['4,096', '–', 'cow', '1234.56']);
  assert.equal(shown(0.5000001), '0.5');
  const model = modelOf({'config.a': [0.5000001, 0.5000002], 'config.b': [1, 1], cycles: [10, 20], 'config.os.fork': ['cow', 'eager']}, ['a', 'os.fork']);
  const state = {...heatPlot.initial(model), x: 'a', y: 'os.fork', facet: null, figure: 'cycles'};
  assert.deepEqual(heatPlot.draw(model, state, {theme: 'light', width: 600}).data.map(d => d.x), ['0.5000001', '0.5000002']);
});

test('a_cell_has_the_range_of_its_seeds', () => {
  const model = modelOf({'config.os.fork': ['eager', 'eager', 'cow', 'cow', 'cow'], 'config.harts': [1, 1, 1, 1, 2],
                         seed: [1, 2, 1, 2, 1], cycles: [100, 200, 30, 60, 7]}, ['os.fork', 'harts']);
  const cells = reference => heatPlot.draw(model, {figure: 'cycles', x: 'os.fork', y: 'harts', facet: null, reference, log: false},
                                           {theme: 'light', width: 600}).data.map(d => [d.value, d.lo, d.hi]);
  assert.deepEqual(cells('none'), [[45, 30, 60], [7, 7, 7], [150, 100, 200]]);
  assert.deepEqual(cells('eager'), [[0.3, 0.15, 0.6], [1, 1, 1]]);
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
