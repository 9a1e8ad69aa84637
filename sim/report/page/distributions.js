// SPDX-License-Identifier: Apache-2.0
// Distributions in the statistics, by their shape: whatever has a `min`, a `max` and percentiles.

// "p50" -> 50, "p999" -> 99.9
export function percentile(name) {
  const digits = name.slice(1);
  return Number(digits.slice(0, 2) + (digits.length > 2 ? `.${digits.slice(2)}` : ''));
}

// "fork.cycles.p50" -> "fork.cycles"; null for what is no statistic of samples.
export function sampleOf(name) {
  return /^(.+)\.(min|mean|max|p\d{2,})$/.exec(name)?.[1] ?? null;
}

// [{base: "fork.cycles", marks: ["min", "p50", "p99", "max"]}], in the order of the statistics.
export function distributionsOf(names) {
  const byBase = new Map();
  for (const name of names) {
    const found = /^(.+)\.(min|max|p\d{2,})$/.exec(name);
    if (!found || /^config\.|\.\d+(\.|$)/.test(found[1])) continue;
    byBase.set(found[1], [...(byBase.get(found[1]) ?? []), found[2]]);
  }
  const rank = m => (m === 'min' ? -1 : m === 'max' ? 101 : percentile(m));
  return [...byBase]
    .filter(([, marks]) => marks.includes('min') && marks.includes('max') && marks.length > 2)
    .map(([base, marks]) => ({base, marks: marks.sort((a, b) => rank(a) - rank(b))}));
}
