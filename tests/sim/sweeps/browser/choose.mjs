// SPDX-License-Identifier: Apache-2.0
// The choices of a study, made in its report page as a reader makes them: by the labels that are seen.
import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, readFileSync} from 'node:fs';
import {redrawn, work} from '../../report/browser/browser.mjs';

// The id of the plot of this title.
export async function plotOf(page, title) {
  const id = await page.$$eval('.card:has(.picture)', (cards, wanted) =>
    cards.find(c => c.querySelector('h2').textContent === wanted)?.id, title);
  assert.ok(id, `no plot has the title ${title}`);
  return id;
}

// The control with this label, of the plot or of the bar at the top: {selector, value}.
async function controlOf(page, plot, label) {
  for (const within of [`#${plot} .controls`, '.pins']) {
    const found = await page.$$eval(`${within} label`, (all, wanted) => {
      const control = all.find(l => l.querySelector('span').textContent === wanted)?.querySelector('[name]');
      return control && {name: control.name, value: control.type === 'checkbox' ? control.checked : control.value};
    }, label);
    if (found) return {...found, selector: `${within} [name="${found.name}"]`, isPin: within === '.pins'};
  }
  return assert.fail(`${plot} has no control with the label ${label}`);
}

// The value of an option by its text: pins number theirs.
async function optionOf(page, selector, text) {
  const value = await page.$eval(selector, (select, wanted) =>
    [...select.options].find(o => o.textContent === wanted)?.value, text);
  assert.notEqual(value, undefined, `${selector} has no option ${text}`);
  return value;
}

// Whether the choice was another than what the page shows unasked.
async function makeChoice(page, plot, [label, text]) {
  const control = await controlOf(page, plot, label);
  if (text === null) {
    assert.equal(control.value, false, `${label} is checked unasked`);
    await change(page, plot, control, () => page.click(control.selector));
    return;
  }
  const value = await optionOf(page, control.selector, text);
  if (value !== control.value) await change(page, plot, control, () => page.select(control.selector, value));
}

async function change(page, plot, control, doIt) {
  if (control.isPin) return redrawn(page, doIt);
  const svg = `#${plot} .picture`;
  const before = await page.$eval(svg, e => e.innerHTML);
  await doIt();
  return page.waitForFunction((s, b) => document.querySelector(s).querySelector('svg') && document.querySelector(s).innerHTML !== b,
                              {timeout: 15000}, svg, before);
}

// Returns the plot's id.
export async function makeChoices(page, study) {
  const plot = await plotOf(page, study.plot);
  for (const choice of study.choices) await makeChoice(page, plot, choice);
  return plot;
}

// What the plot's button saves, as text.
export async function savedSvg(page, plot) {
  const folder = mkdtempSync(work('saved-'));
  const session = await page.createCDPSession();
  await session.send('Browser.setDownloadBehavior', {behavior: 'allow', downloadPath: folder});
  await page.click(`#${plot} [data-export=SVG]`);
  for (let i = 0; i < 200 && !readdirSync(folder).includes(`${plot}.svg`); i++) await new Promise(done => setTimeout(done, 50));
  return readFileSync(`${folder}/${plot}.svg`, 'utf8');
}
