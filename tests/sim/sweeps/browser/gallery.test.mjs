// SPDX-License-Identifier: Apache-2.0
// The report page of each study, of its sweep made small: what docs/gallery.md says is there, and
// changes with what the reader chooses.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, before, test} from 'node:test';
import {choose, close, countOf, launch, open, textOf, work} from '../../report/browser/browser.mjs';
import {makeChoices, savedSvg} from './choose.mjs';

const kFirst = 3000;  // ms, from the start to the first plot
const studies = JSON.parse(readFileSync(work('studies.json'), 'utf8'));
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const marks = (page, plot) => countOf(page, `#${plot} svg .role-mark path, #${plot} svg .role-mark line`);

for (const study of studies) {
  test(`${study.sweep}: every_plot_is_there_soon_and_changes_with_its_choices`, async () => {
    const page = await open(browser, `${study.sweep}.html`);
    const first = await page.evaluate(() => performance.getEntriesByType('mark').find(m => m.name.startsWith('drawn-')).startTime);
    assert.ok(first < kFirst, `first plot after ${first} ms`);
    const plots = await page.$$eval('.card:has(.picture)', cards => cards.map(c => c.id));
    for (const plot of ['ledger', 'distribution', 'heat', 'explorer']) assert.ok(plots.includes(plot), plot);
    for (const plot of plots) assert.ok(await marks(page, plot) >= 4, plot);
    await choose(page, 'explorer', 'y', 'host.wall_seconds');
    assert.match(await textOf(page, '#explorer svg'), /host\.wall_seconds/);
    await close(page);
  });

  test(`${study.sweep}: the_choices_of_the_gallery_make_its_picture`, async () => {
    const page = await open(browser, `${study.sweep}.html`);
    const plot = await makeChoices(page, study);
    assert.ok(await marks(page, plot) >= 4);
    const shown = await textOf(page, `#${plot} .picture svg`);
    for (const name of study.names) assert.ok(shown.includes(name), `${name} is not in the picture`);
    const svg = await savedSvg(page, plot);
    assert.match(svg, /^<svg/);
    for (const name of study.names) assert.ok(svg.includes(`>${name}<`), `${name} is not in the saved picture`);
    await close(page);
  });
}
