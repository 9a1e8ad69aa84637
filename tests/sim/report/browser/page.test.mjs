// SPDX-License-Identifier: Apache-2.0
// The page around the plots: points in full, the table, exports, light and dark, small screens.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {after, before, test} from 'node:test';
import {close, countOf, launch, open, redrawn, textOf, work} from './browser.mjs';

const kEnd = 3000;  // ms, from the start to the first plot of 10,000 points
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const cycles = text => Number(text.replaceAll(',', ''));

test('a_click_on_a_mark_shows_points_whose_command_gives_their_figures_again', async () => {
  const page = await open(browser, 'small.html');
  await page.$eval('#cost svg .mark-symbol.role-mark path', mark => {
    const {left, top, width, height} = mark.getBoundingClientRect();
    const at = {bubbles: true, clientX: left + width / 2, clientY: top + height / 2};
    for (const type of ['mousedown', 'mouseup', 'click']) mark.dispatchEvent(new MouseEvent(type, at));
  });
  assert.equal(await countOf(page, 'dialog[open]'), 1);
  assert.equal(await textOf(page, 'dialog h2'), '2 points');
  const [command, scenario] = await page.$$eval('dialog pre', all => all.map(e => e.textContent));
  const shown = await page.$$eval('dialog .figures tr', rows => Object.fromEntries(rows.map(r => [...r.cells].map(c => c.textContent))));
  const folder = mkdtempSync(work('again-'));
  writeFileSync(`${folder}/point.toml`, scenario);
  const [program, ...args] = command.split(' ');
  assert.equal(program, 'cowmmu');
  const again = JSON.parse(execFileSync(process.env.COWMMU, [...args, '--stats', '-'], {cwd: folder, encoding: 'utf8'}));
  assert.equal(again.cycles, cycles(shown.cycles));
  assert.equal(again.fork.cycles.p50, cycles(shown['fork.cycles.p50']));
  assert.equal(again.harts[0].ledger['fork.setup'], cycles(shown['harts.0.ledger.fork.setup']));
  await close(page);
});

test('the_table_sorts_filters_and_takes_any_column', async () => {
  const page = await open(browser, 'small.html');
  const column = n => page.$$eval('#table tbody tr', (rows, i) => rows.map(r => r.cells[i].textContent), n);
  const names = await page.$$eval('#table th button', all => all.map(b => b.dataset.column));
  const at = names.indexOf('cycles');
  await page.click('#table th [data-column="cycles"]');
  const up = (await column(at)).map(cycles);
  assert.deepEqual(up, [...up].sort((a, b) => a - b));
  await page.click('#table th [data-column="cycles"]');
  assert.ok(cycles((await column(at))[0]) > up.at(-1));
  await page.type('#table [name=filter]', 'textbook written>=0.75 pages=256');
  assert.match(await textOf(page, '#table .counts'), /of 8 points/);
  assert.deepEqual([...new Set(await column(0))], ['textbook']);
  await page.select('#table [name=column]', 'config.machine.tlb.l1d.entries');
  assert.equal((await column(names.length))[0], '64');
  await page.type('#table [name=filter]', ' nosuch=1');
  assert.match(await textOf(page, '#table .notice'), /nosuch: no column/);
  await close(page);
});

test('a_point_that_failed_is_in_the_table_with_its_error', async () => {
  const page = await open(browser, 'failed.html');
  assert.match(await textOf(page, '.top p'), /2 points, 1 failed/);
  await page.click('#table tr.failed');
  assert.match(await textOf(page, 'dialog .notice'), /^failed: /);
  await close(page);
});

test('svg_png_csv_and_specification_are_saved_without_the_network', async () => {
  const page = await open(browser, 'small.html');
  const folder = mkdtempSync(work('saved-'));
  const session = await page.createCDPSession();
  await session.send('Browser.setDownloadBehavior', {behavior: 'allow', downloadPath: folder});
  const saved = async name => {
    for (let i = 0; i < 100 && !readdirSync(folder).includes(name); i++) await new Promise(done => setTimeout(done, 50));
    return readFileSync(`${folder}/${name}`);
  };
  for (const kind of ['SVG', 'PNG', 'CSV', 'JSON']) await page.click(`#cost [data-export=${kind}]`);
  assert.match((await saved('cost.svg')).toString(), /^<svg[^]*Cost against written fraction[^]*interpolated/);
  assert.equal((await saved('cost.png')).subarray(1, 4).toString(), 'PNG');
  assert.match((await saved('cost.csv')).toString(), /^x,y,lo,hi,n,colour\n0,/);
  assert.equal(JSON.parse(await saved('cost.vl.json')).layer.length > 3, true);
  await close(page);
});

test('it_is_light_or_dark_as_the_system_and_as_asked', async () => {
  const background = page => page.$eval('#cost svg', svg => getComputedStyle(svg).backgroundColor);
  const light = await open(browser, 'small.html');
  assert.equal(await background(light), 'rgb(255, 255, 255)');
  await close(light);
  const dark = await open(browser, 'small.html', {scheme: 'dark'});
  assert.equal(await background(dark), 'rgb(21, 27, 35)');
  await redrawn(dark, () => dark.click('#theme'));
  assert.equal(await background(dark), 'rgb(255, 255, 255)');
  await close(dark);
});

test('a_phone_needs_no_horizontal_scrolling', async () => {
  for (const name of ['small.html', 'compare.html', 'big.html']) {
    const page = await open(browser, name, {width: 390});
    assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth), 390, name);
    const widths = await page.$$eval('.picture', all => all.map(e => e.scrollWidth - e.clientWidth));
    assert.ok(widths.every(w => w <= 0), `${name}: plots are wider than their cards by ${widths}`);
    await close(page);
  }
});

test('ten_thousand_points_show_their_first_plot_in_three_seconds', async () => {
  const page = await open(browser, 'big.html');
  const first = await page.evaluate(() => performance.getEntriesByName('drawn-cost')[0].startTime);
  assert.match(await textOf(page, '.top p'), /10,000 points/);
  assert.ok(first < kEnd, `first plot after ${first} ms`);
  await close(page);
});

test('a_policy_and_a_statistic_that_the_page_has_never_heard_of_are_shown', async () => {
  const page = await open(browser, 'big.html');
  assert.match(await textOf(page, '#cost svg .role-legend'), /later_policy/);
  assert.equal(await countOf(page, '#explorer [name=y] option[value="later.events.count"]'), 1);
  assert.equal(await countOf(page, '#distribution [name=base] option[value="later.events.cycles"]'), 1);
  assert.match(await textOf(page, '#ledger svg'), /later\.phase/);
  await close(page);
});

test('the_plain_page_has_plots_and_no_script', async () => {
  const page = await open(browser, 'plain.html', {width: 390, ready: '.plain svg'});
  assert.equal(await countOf(page, 'script'), 0);
  assert.ok(await countOf(page, '.plain polyline') >= 3);
  assert.match(await textOf(page, '.notice'), /plain page/);
  assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth), 390);
  await close(page);
});
