// SPDX-License-Identifier: Apache-2.0
// Pages of a headless Chromium that fail a test for whatever a page must not do: a message on the
// console, an error, a request to anything but files and its own data.
import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

const {CHROMIUM, WORK} = process.env;
const {default: puppeteer} = await import(
  pathToFileURL(createRequire(join(WORK, 'x.js')).resolve('puppeteer-core')));

export const work = name => join(WORK, name);

export async function launch() {
  // As root there is no sandbox to be had.
  const args = ['--disable-gpu', ...(process.getuid() === 0 ? ['--no-sandbox'] : [])];
  return puppeteer.launch({executablePath: CHROMIUM, args});
}

// `name`: a page's file in the work folder; `ready`: what is there when it is drawn.
export async function open(browser, name, {width = 1400, scheme = 'light', ready = '[data-drawn]'} = {}) {
  const page = await browser.newPage();
  page.faults = [];
  page.on('console', message => page.faults.push(`console: ${message.text()}`));
  page.on('pageerror', error => page.faults.push(`error: ${error.message}`));
  page.on('request', request => {
    if (!/^(file|data|blob):/.test(request.url())) page.faults.push(`request: ${request.url()}`);
  });
  await page.setViewport({width, height: 900});
  await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: scheme}]);
  await page.goto(pathToFileURL(work(name)).href);
  await page.waitForSelector(ready, {timeout: 30000});
  return page;
}

export async function close(page) {
  assert.deepEqual(page.faults, []);
  await page.close();
}

// Does something that changes plots, and waits until all are drawn again.
export async function redrawn(page, change) {
  const before = await page.$eval('html', html => html.dataset.drawn);
  await change();
  await page.waitForFunction(b => document.documentElement.dataset.drawn !== b, {timeout: 15000}, before);
}

// Chooses a value above one plot, and waits until that plot is another.
export async function choose(page, plot, control, value) {
  const svg = `#${plot} .picture`;
  const before = await page.$eval(svg, e => e.innerHTML);
  const element = `#${plot} [name="${control}"]`;
  if (value === undefined) await page.click(element);
  else await page.select(element, value);
  await page.waitForFunction((s, b) => document.querySelector(s).querySelector('svg') && document.querySelector(s).innerHTML !== b,
                             {timeout: 15000}, svg, before);
}

export const textOf = (page, selector) => page.$eval(selector, e => e.textContent);
export const countOf = (page, selector) => page.$$eval(selector, all => all.length);
