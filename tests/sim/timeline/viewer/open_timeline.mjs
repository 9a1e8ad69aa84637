// SPDX-License-Identifier: Apache-2.0
// Opens a timeline in speedscope in a headless Chromium:
// open_timeline.mjs MODULES CHROMIUM TIMELINE [PICTURE]
// MODULES is the folder that `npm ci` has filled. Prints the names of the profiles that speedscope
// shows, one a line, and saves a picture of all, one above the other; exit status 1 where
// speedscope complains, shows nothing or asks the network.
import {createRequire} from 'node:module';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

const [modules, chromium, timeline, picture] = process.argv.slice(2).map((path) => resolve(path));
const require = createRequire(join(modules, 'package.json'));
const puppeteer = require('puppeteer-core');
const speedscope = join(modules, 'node_modules/speedscope/dist/release/index.html');
const folder = mkdtempSync(join(tmpdir(), 'timeline-'));
const complaints = [];

// What speedscope's own command does: a script that hands it the file.
function asScript() {
  const script = join(folder, 'profile.js');
  const bytes = readFileSync(timeline).toString('base64');
  writeFileSync(script, `speedscope.loadFileFromBase64('timeline.json', '${bytes}')`);
  return `${pathToFileURL(speedscope)}#localProfilePath=${script.slice(1)}`;
}

async function watch(page) {
  page.on('console', (message) => {
    if (['error', 'warn', 'assert'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(`${error}`));
  page.on('requestfailed', (request) => complaints.push(`not loaded: ${request.url()}`));
  page.on('dialog', (dialog) => {
    complaints.push(dialog.message());
    dialog.dismiss();
  });
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    if (/^(file|data|blob):/.test(request.url())) return request.continue();
    complaints.push(`asks the network: ${request.url()}`);
    return request.abort();
  });
}

// The name in the title bar: "process 1 (pid 1), hart 0 (tid 0) (2/4)"; of one profile the name
// stands alone.
async function shown(page, number) {
  const handle = await page.waitForFunction((wanted) => {
    const found = /^(.*tid \d+\))(?: \((\d+)\/(\d+)\))?$/m.exec(document.body.innerText);
    return found && Number(found[2] ?? 1) === wanted && [found[1], Number(found[3] ?? 1)];
  }, {timeout: 60000}, number);
  return handle.jsonValue();
}

// Goes from profile to profile, as a user does by "n"; `visit` is called at each.
async function profiles(page, visit) {
  const names = [];
  for (let number = 1, count = 1; number <= count; ++number) {
    const [name, all] = await shown(page, number);
    names.push(name);
    await visit(name);
    count = all;
    await page.keyboard.press('n');
  }
  return names;
}

// Something is drawn: the flame chart's canvas has more than its background.
async function drawn(page) {
  const picture = await page.screenshot({encoding: 'base64'});
  return page.evaluate(async (bytes) => {
    const image = new Image();
    image.src = `data:image/png;base64,${bytes}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const below = Math.round(image.height / 5);  // the title bar and the overview stand above
    const pixels = context.getImageData(0, below, image.width, image.height - below).data;
    let coloured = 0;
    for (let i = 0; i < pixels.length; i += 4) {
      const rgb = [pixels[i], pixels[i + 1], pixels[i + 2]];
      coloured += Math.max(...rgb) - Math.min(...rgb) > 20;
    }
    return coloured;
  }, picture);
}

// The flame chart alone, below the title bar and the overview: its axis and some rows.
const kChart = {x: 0, y: 122, width: 1200, height: 115};

async function save(page, charts, target) {
  const rows = charts.map(([name, bytes]) =>
    `<h3>${name}</h3><img src="data:image/png;base64,${bytes}">`);
  await page.setContent(`<!doctype html><style>body {margin: 0 0 4px; background: white} img {display: block}
    h3 {margin: 6px 8px 2px; font: bold 14px monospace}</style>${rows.join('')}`);
  await (await page.$('body')).screenshot({path: target});
}

const browser = await puppeteer.launch({
  executablePath: chromium,
  userDataDir: join(folder, 'browser'),
  defaultViewport: {width: kChart.width, height: 600},
  args: ['--no-sandbox', '--allow-file-access-from-files', '--use-angle=swiftshader',
         '--enable-unsafe-swiftshader', '--disable-background-networking'],
});
try {
  const page = await browser.newPage();
  await watch(page);
  await page.goto(asScript());
  const charts = [];
  const names = await profiles(page, async (name) => {
    if (!picture) return;
    await new Promise((done) => setTimeout(done, 500));  // its animation
    charts.push([name, await page.screenshot({clip: kChart, encoding: 'base64'})]);
  });
  for (const name of names) console.log(name);
  if (await drawn(page) < 1000) complaints.push('the last profile shows nothing');
  if (picture) await save(await browser.newPage(), charts, picture);
} catch (error) {
  complaints.push(`${error}`);
} finally {
  await browser.close();
  rmSync(folder, {recursive: true});
}
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length === 0 ? 0 : 1;
