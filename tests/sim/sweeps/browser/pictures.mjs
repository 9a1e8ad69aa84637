// SPDX-License-Identifier: Apache-2.0
// node pictures.mjs FOLDER: the pictures of the studies in studies.json, of their report pages.
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {close, launch, open, work} from '../../report/browser/browser.mjs';
import {makeChoices, savedSvg} from './choose.mjs';

const [folder] = process.argv.slice(2);
const browser = await launch();
for (const study of JSON.parse(readFileSync(work('studies.json'), 'utf8'))) {
  const page = await open(browser, `${study.sweep}.html`, {width: 1180});
  const plot = await makeChoices(page, study);
  writeFileSync(join(folder, study.picture), `${await savedSvg(page, plot)}\n`);
  await close(page);
}
await browser.close();
