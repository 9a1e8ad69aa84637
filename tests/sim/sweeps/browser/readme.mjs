// SPDX-License-Identifier: Apache-2.0
// node readme.mjs PAGE PICTURE: the first plots of a page, as its reader sees them.
import {close, launch, open} from '../../report/browser/browser.mjs';

const [name, picture] = process.argv.slice(2);
const browser = await launch();
const page = await open(browser, name, {width: 1180});
const clip = await page.evaluate(() => {
  const cards = [...document.querySelectorAll('.card:has(.picture)')].slice(0, 2).map(c => c.getBoundingClientRect());
  const top = Math.min(...cards.map(c => c.top)) + scrollY, bottom = Math.max(...cards.map(c => c.bottom)) + scrollY;
  return {x: 0, y: top - 12, width: innerWidth, height: bottom - top + 24};
});
await page.screenshot({path: picture, clip, captureBeyondViewport: true});
await close(page);
await browser.close();
