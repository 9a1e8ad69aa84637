// SPDX-License-Identifier: Apache-2.0
// node screenshots.mjs PAGE FOLDER: the pictures of docs/report.md.
import {join} from 'node:path';
import {close, launch, open} from './browser.mjs';

const [name, folder] = process.argv.slice(2);
const browser = await launch();

// The part of the page that holds these cards.
async function shot(file, options, first, last) {
  const page = await open(browser, name, options);
  const clip = await page.evaluate((a, b) => {
    const from = document.querySelector(a).getBoundingClientRect(), to = document.querySelector(b).getBoundingClientRect();
    return {x: 0, y: Math.max(0, from.top + scrollY - 12), width: innerWidth, height: to.bottom - from.top + 24};
  }, first, last);
  await page.screenshot({path: join(folder, file), clip, captureBeyondViewport: true});
  await close(page);
}

await shot('report.png', {width: 1180}, '.top', '#cost');
await shot('report-dark.png', {width: 1180, scheme: 'dark'}, '#ledger', '#heat');
await browser.close();
