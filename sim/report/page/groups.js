// SPDX-License-Identifier: Apache-2.0
// Points that differ only in their seed, as one: mean, smallest and largest.

// `by`: dimensions. `value(row)`: a number, or null to leave the row out. Groups are in the order of
// their dimensions' values.
export function grouped(rows, by, value) {
  const groups = new Map();
  for (const row of rows) {
    const y = value(row);
    if (y === null || Number.isNaN(y)) continue;
    const key = by.map(d => d.at[row]).join(',');
    let group = groups.get(key);
    if (!group) {
      group = {at: by.map(d => d.at[row]), rows: [], sum: 0, lo: Infinity, hi: -Infinity};
      groups.set(key, group);
    }
    group.rows.push(row);
    group.sum += y;
    group.lo = Math.min(group.lo, y);
    group.hi = Math.max(group.hi, y);
  }
  for (const g of groups.values()) g.mean = g.sum / g.rows.length;
  const order = (a, b) => a.at.map((v, i) => v - b.at[i]).find(d => d !== 0) ?? 0;
  return [...groups.values()].sort(order);
}

// How many seeds stand behind each group: "1", "5", or "2 to 5".
export function seedsText(groups) {
  const counts = groups.map(g => g.rows.length);
  const least = Math.min(...counts), most = Math.max(...counts);
  return least === most ? `${most}` : `${least} to ${most}`;
}

export const hasSpread = groups => groups.some(g => g.rows.length > 1);
