// SPDX-License-Identifier: Apache-2.0
// The plots of a page: all are there, and change with what the reader chooses.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {choose, close, countOf, launch, open, redrawn, textOf} from './browser.mjs';

const kPlots = ['cost', 'latency', 'ledger', 'distribution', 'heat', 'explorer'];
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

test('every_plot_is_drawn_with_marks_and_titles_with_units', async () => {
  const page = await open(browser, 'small.html');
  for (const plot of kPlots) {
    assert.ok(await countOf(page, `#${plot} svg .role-mark path, #${plot} svg .role-mark line`) >= 6, plot);
  }
  assert.match(await textOf(page, '#latency svg'), /resident size: workload\.pages × 4 KiB \(MiB\)/);
  assert.match(await textOf(page, '#latency svg'), /fork\.cycles\.p50 \(cycles\)/);
  assert.match(await textOf(page, '#ledger svg'), /fork\.page_table/);
  assert.equal(await countOf(page, '.missing li'), 0);
  await close(page);
});

test('the_break_even_is_marked_and_said', async () => {
  const page = await open(browser, 'small.html');
  assert.equal(await countOf(page, '#cost svg .break_even_marks line'), 2);
  assert.match(await textOf(page, '#cost .caption'), /cow costs as much as eager with \d+\.\d % written, interpolated/);
  await choose(page, 'cost', 'reference', 'cow');
  assert.match(await textOf(page, '#cost .caption'), /as much as cow|than cow/);
  await close(page);
});

test('seeds_are_a_band_and_their_number_is_said', async () => {
  const page = await open(browser, 'small.html');
  assert.ok(await countOf(page, '#cost svg .mark-area path') >= 3);
  const caption = plot => textOf(page, `#${plot} .caption`);
  assert.match(await caption('cost'), /Mean of 2 seeds; bands: smallest to largest\./);
  assert.match(await caption('ledger'), /Mean of 2 seeds; whiskers: smallest to largest total\./);
  assert.match(await caption('distribution'), /Mean of 2 seeds; lines below the marks: smallest to largest of each statistic\./);
  assert.match(await caption('heat'), /Mean of 2 seeds; a cell under the pointer says smallest and largest\./);
  const policies = 3;
  assert.equal(await countOf(page, '#ledger svg .mark-rule.role-mark line'), policies);
  assert.ok(await countOf(page, '#distribution svg .mark-rule.role-mark line') > 2 * policies);
  await choose(page, 'ledger', 'facet', 'machine.harts');
  assert.equal(await countOf(page, '#ledger svg .mark-rule.role-mark line'), 2 * policies);
  await choose(page, 'ledger', 'share');
  assert.match(await caption('ledger'), /Mean of 2 seeds\./);
  assert.equal(await countOf(page, '#ledger svg .mark-rule.role-mark line'), 0);
  await page.hover('#heat svg .mark-rect.role-mark path');
  assert.match(await textOf(page, '.tooltip.visible'), /smallest[\d,.]+largest[\d,.]+seeds2/);
  await choose(page, 'explorer', 'x', 'os.fork');
  assert.match(await caption('explorer'), /bars: smallest to largest\./);
  await close(page);
});

test('a_database_of_two_workloads_has_numbers_on_its_axis', async () => {
  const page = await open(browser, 'mixed.html');
  assert.match(await textOf(page, '#cost svg'), /75%/);
  await choose(page, 'cost', 'facet', 'workload.pages');
  assert.equal(await countOf(page, '#cost svg .break_even_marks'), 3);
  assert.match(await textOf(page, '#cost .caption'), /cow costs as much as eager with [\d.]+ % written \(workload\.pages = 128\), interpolated/);
  assert.match(await textOf(page, '#cost .caption'), /Without 2 points that have no workload\.written\./);
  await choose(page, 'explorer', 'facet', 'workload.written');
  await choose(page, 'explorer', 'x', 'os.fork');
  await close(page);
});

test('what_never_happened_is_not_drawn_as_0_cycles', async () => {
  const page = await open(browser, 'small.html');
  await choose(page, 'cost', 'y', 'faults.cow_copy.cycles.p50');
  assert.doesNotMatch(await textOf(page, '#cost .caption'), /eager/);
  await close(page);
});

test('without_a_picture_there_is_none_to_save', async () => {
  const page = await open(browser, 'small.html');
  const disabled = () => page.$$eval('#heat .exports button', all => all.map(b => b.disabled));
  assert.deepEqual(await disabled(), [false, false, false, false]);
  const y = await page.$eval('#heat [name=y]', e => e.value);
  await page.select('#heat [name=x]', y);
  await page.waitForSelector('#heat .exports button[disabled]');
  assert.deepEqual(await disabled(), [true, true, true, true]);
  await choose(page, 'heat', 'x', 'os.fork');
  assert.deepEqual(await disabled(), [false, false, false, false]);
  await close(page);
});

test('axes_colour_facets_and_scales_change_the_plot', async () => {
  const page = await open(browser, 'small.html');
  await choose(page, 'cost', 'y', 'copies.pages');
  assert.match(await textOf(page, '#cost svg'), /copies\.pages/);
  await choose(page, 'cost', 'facet', 'machine.harts');
  assert.equal(await countOf(page, '#cost svg .role-frame.cell, #cost svg .mark-group.cell > g'), 2);
  await choose(page, 'cost', 'colour', 'workload.pages');
  assert.match(await textOf(page, '#cost svg .role-legend'), /256/);
  await choose(page, 'latency', 'logY');
  await choose(page, 'ledger', 'share');
  assert.match(await textOf(page, '#ledger svg'), /part of the ledger/);
  await choose(page, 'ledger', 'idle');
  assert.match(await textOf(page, '#ledger svg'), /idle/);
  await choose(page, 'distribution', 'facet', 'machine.harts');
  await choose(page, 'heat', 'reference', 'eager');
  assert.match(await textOf(page, '#heat svg'), /of eager's/);
  await choose(page, 'explorer', 'x', 'copies.pages');
  assert.match(await textOf(page, '#explorer svg'), /copies\.pages/);
  await close(page);
});

test('pinned_values_and_the_unit_of_time_change_every_plot', async () => {
  const page = await open(browser, 'small.html');
  const before = await textOf(page, '#cost .caption');
  await redrawn(page, () => page.select('.pins [name="workload.pages"]', '2'));
  assert.notEqual(await textOf(page, '#cost .caption'), before);
  assert.match(await textOf(page, '#cost .caption'), /workload\.pages = 256/);
  await redrawn(page, () => page.select('.pins [name="time"]', 'µs'));
  assert.match(await textOf(page, '#cost svg'), /cycles \(µs\)/);
  await close(page);
});

test('what_has_no_data_is_left_out_with_the_reason', async () => {
  const page = await open(browser, 'exits.html');
  assert.equal(await countOf(page, '#cost, #heat'), 0);
  assert.match(await textOf(page, '.missing [data-plot=cost]'), /do not differ in workload\.written/);
  assert.match(await textOf(page, '.missing [data-plot=heat]'), /differ in 1/);
  assert.equal(await countOf(page, '#latency svg'), 1);
  await close(page);
});

test('a_comparison_has_the_same_page_with_the_exact_break_even', async () => {
  const page = await open(browser, 'compare.html');
  assert.match(await textOf(page, '#cost .caption'), /cow costs as much as eager with \d+\.\d % written, found by search/);
  assert.equal(await countOf(page, '#ledger svg'), 1);
  assert.match(await textOf(page, '.missing [data-plot=latency]'), /do not differ in workload\.pages/);
  await close(page);
});
