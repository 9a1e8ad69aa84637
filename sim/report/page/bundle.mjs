// SPDX-License-Identifier: Apache-2.0
// node bundle.mjs NODE_MODULES OUT: one script of the page and the packages that it needs, with
// their licences.
import {createRequire} from 'node:module';
import {existsSync, readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const [modules, out] = process.argv.slice(2);
const esbuild = createRequire(join(modules, 'x.js'))('esbuild');

const result = await esbuild.build({
  entryPoints: [join(dirname(fileURLToPath(import.meta.url)), 'main.js')],
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['chrome100', 'firefox113', 'safari16.4'],
  nodePaths: [modules],
  legalComments: 'none',
  metafile: true,
  write: false,
  logLevel: 'warning',
});

function packageFolder(input) {
  const parts = input.split('node_modules/');
  if (parts.length < 2) return null;
  const [first, second] = parts.at(-1).split('/');
  return join(modules, first.startsWith('@') ? join(first, second) : first);
}

function licence(folder) {
  const file = readdirSync(folder).find(name => /^licen[cs]e/i.test(name));
  return file ? readFileSync(join(folder, file), 'utf8').trim() : '(see the package)';
}

// Packages of one text are named together.
function licences() {
  const folders = new Set(Object.keys(result.metafile.inputs).map(packageFolder).filter(Boolean));
  const texts = new Map();
  for (const folder of [...folders].filter(existsSync).sort()) {
    const text = licence(folder);
    const name = folder.slice(modules.length + 1);
    texts.set(text, [...(texts.get(text) ?? []), name]);
  }
  return [...texts].map(([text, names]) => `${names.join(', ')}\n\n${text}`).join('\n\n---\n\n');
}

const notice = `/* This page contains:\n\n${licences().replaceAll('*/', '* /')}\n*/\n`;
const script = notice.replaceAll('\r', '') + result.outputFiles[0].text;
// What would end the script element, or change how HTML reads it (HTML, 4.12.1.3).
for (const bad of ['</script', '<!--', '<script']) {
  if (script.toLowerCase().includes(bad)) throw new Error(`the bundle contains ${bad}`);
}
writeFileSync(out, script);
