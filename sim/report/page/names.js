// SPDX-License-Identifier: Apache-2.0
// What a column is called, counted in, and means: from its own name, the schema of the statistics
// and the parameters' list. Nothing here knows a single statistic.

// Tells points apart that have one configuration and one seed.
export const kRun = 'run';

export const keyOf = column => column.replace(/^config\./, '');

function unitOfName(name) {
  const parts = name.split('.');
  const last = parts.at(-1);
  if (parts[0] === 'ledger' || parts.includes('ledger') || parts.includes('cycles')) return 'cycles';
  if (parts.some(p => p.endsWith('_ns'))) return 'ns';
  if (/(^|_)per_second$/.test(last)) return '1/s';
  if (/(^|_)seconds$/.test(last)) return 's';
  if (/(^|_)bytes$/.test(last)) return 'bytes';
  return '';
}

export function unitOf(column, about) {
  return about.params[keyOf(column)]?.unit || unitOfName(column);
}

// "fork.cycles.p50 (cycles)"
export function titleOf(column, about, unit = unitOf(column, about)) {
  const name = keyOf(column);
  return unit && !name.endsWith(unit) ? `${name} (${unit})` : name;
}

// The parts of a schema on the way to a column, the outermost first.
function* schemaParts(column, schema) {
  let at = schema;
  for (const part of column.split('.')) {
    at = at.properties?.[part] ?? at.items ?? at.additionalProperties;
    if (!at) return;
    yield at;
    if (at.$ref) yield {...(at = schema.$defs[at.$ref.split('/').at(-1)]), shared: true};
  }
}

// A sentence, or nothing. `shared`: also what holds for every column of its kind.
export function meaningOf(column, about, shared = true) {
  const parameter = about.params[keyOf(column)]?.meaning;
  if (parameter) return parameter;
  if (column.startsWith('ledger.')) return 'cycles in this phase, of all harts together';
  const parts = [...schemaParts(column, about.schema)].filter(part => shared || !part.shared);
  const said = parts.map(part => part.description);
  return said.filter(Boolean).join('; ');
}

// Figures that menus offer: numbers of the statistics, without those of a single hart or process
// (a number in the path), which the table and each point still show.
export function isFigure(column, table) {
  if (/^(config|tool)\./.test(column) || /\.\d+(\.|$)/.test(column)) return false;
  if (['schema', 'seed', 'status', 'error', 'tool', kRun].includes(column)) return false;
  return table.isNumber(column);
}
