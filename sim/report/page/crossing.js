// SPDX-License-Identifier: Apache-2.0
// Break-even: where a policy's cost reaches that of another.

// The height of a curve, [{x, y}] by ascending x, on straight lines; beyond an end, that of the end.
export function heightAt(curve, x) {
  const after = curve.findIndex(p => p.x >= x);
  if (after < 0) return curve.at(-1).y;
  const a = curve[Math.max(after - 1, 0)], b = curve[after];
  return b.x > a.x && x > a.x ? a.y + (x - a.x) / (b.x - a.x) * (b.y - a.y) : b.y;
}

// `policy` and `reference`: [{x, y}] by ascending x. The least x at which policy's y comes from below
// to the reference's, on straight lines between the x that both have: {x, y, between: [x0, x1]}. Where
// there is none: 'always' if policy's is nowhere less, 'never' if it is nowhere more, 'falls' if it is
// more and then less; null where no x is shared.
export function crossing(policy, reference) {
  const ys = new Map(reference.map(p => [p.x, p.y]));
  const shared = policy.filter(p => ys.has(p.x)).map(p => ({x: p.x, y: p.y, gap: p.y - ys.get(p.x)}));
  if (shared.length === 0) return null;
  if (shared.every(p => p.gap >= 0)) return 'always';
  for (let i = 1; i < shared.length; i++) {
    const a = shared[i - 1], b = shared[i];
    if (a.gap >= 0 || b.gap < 0) continue;
    const part = a.gap / (a.gap - b.gap);
    return {x: a.x + part * (b.x - a.x), y: a.y + part * (b.y - a.y), between: [a.x, b.x]};
  }
  return shared.some(p => p.gap > 0) ? 'falls' : 'never';
}
