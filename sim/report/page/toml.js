// SPDX-License-Identifier: Apache-2.0
// A point's configuration as a scenario file, and the command that runs it.

// Integers beyond 2^53 come as text (PointsTable).
const isLargeInteger = v => typeof v === 'string' && /^\d{16,20}$/.test(v);

function toml(value) {
  if (typeof value === 'string' && !isLargeInteger(value)) return JSON.stringify(value);
  return String(value);
}

// What a row tells of a recording beside its name; no key of a scenario.
const kContent = 'config.workload.trace_sha256';

// Every key of row's configuration but the seed: [[key, value]].
export function configurationOf(table, row) {
  return table.names
    .filter(name => name.startsWith('config.') && name !== 'config.seed' && name !== kContent)
    .map(name => [name.slice('config.'.length), table.column(name)[row]])
    .filter(([, value]) => value !== null);
}

// Top-level keys first: dotted keys need no [tables].
export function scenarioText(table, row) {
  return configurationOf(table, row).map(([key, value]) => `${key} = ${toml(value)}\n`).join('');
}

export function commandText(table, row, file) {
  return `cowmmu run ${file} --seed ${table.column('seed')[row]}`;
}
