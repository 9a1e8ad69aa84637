// SPDX-License-Identifier: Apache-2.0
// The ledger: where the cycles went. The statistics have it for each hart; here it is summed.

const kOfOneHart = /^harts\.\d+\.ledger\.(.+)$/;

// A hart that a point does not have adds nothing; a point without any has no sum.
function summed(columns, rows) {
  const sum = new Array(rows).fill(null);
  for (const column of columns) {
    for (let row = 0; row < rows; row++) {
      if (column[row] !== null) sum[row] += column[row];
    }
  }
  return sum;
}

// Adds a column "ledger.PHASE" for each phase; their names, in the order of the statistics.
export function sumLedgers(table) {
  const parts = new Map();
  for (const name of table.names) {
    const phase = kOfOneHart.exec(name)?.[1];
    if (phase) parts.set(phase, [...(parts.get(phase) ?? []), name]);
  }
  for (const [phase, names] of parts) {
    table.derive(`ledger.${phase}`, () => summed(names.map(name => table.column(name)), table.rows));
  }
  return [...parts.keys()];
}
