// SPDX-License-Identifier: Apache-2.0
// Reads a VCD by npm's vcd-stream: read_vcd.mjs MODULES VCD. Prints each change as a line of JSON,
// [signal's path, time, value in decimal]; first values too.
import {createReadStream} from 'node:fs';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import {pipeline} from 'node:stream/promises';

const [modules, file] = process.argv.slice(2).map((path) => resolve(path));
const require = createRequire(join(modules, 'package.json'));
// Its WebAssembly: the package's main file wants a native module that would have to be compiled.
const createVcd = require('vcd-stream/out/vcd.js');
const createParser = require('vcd-stream/lib/web-vcd-parser.js');

// Several signals may share an identifier.
function namesByLink(scope, path, names) {
  for (const entry of scope.body) {
    const full = path ? `${path}.${entry.name}` : entry.name;
    if (entry.kind === 'scope') namesByLink(entry, full, names);
    else names.set(entry.link, [...names.get(entry.link) ?? [], full.replace(/\[.*$/, '')]);
  }
  return names;
}

const parser = await createParser(await createVcd());
const changes = [];
// Commands 14 and 15: a scalar becomes 0 or 1.
parser.change.any((link, time, command, value) =>
  changes.push([link, time, value ?? BigInt(command - 14)]));
await pipeline(createReadStream(file), parser);
const names = namesByLink(parser.info.wires, '', new Map());
for (const [link, time, value] of changes)
  for (const name of names.get(link)) console.log(JSON.stringify([name, `${time}`, `${value}`]));
