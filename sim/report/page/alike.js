// SPDX-License-Identifier: Apache-2.0
// Curves that lie on each other: only the last of them is seen, so the caption names them.

// `data`: {x, y, facet, colour}, a mean each. Names whose curves agree at every point, two or more
// to a list.
export function alikeCurves(data) {
  const curves = new Map();
  for (const {x, y, facet, colour} of data) {
    if (!curves.has(colour)) curves.set(colour, []);
    curves.get(colour).push(JSON.stringify([facet ?? null, x, y]));
  }
  const byShape = new Map();
  for (const [name, points] of curves) {
    const shape = points.sort().join();
    byShape.set(shape, [...(byShape.get(shape) ?? []), name]);
  }
  return [...byShape.values()].filter(names => names.length > 1);
}

// `colour`: the dimension of the curves, or null.
export function alikeNotes(data, colour) {
  if (!colour) return [];
  return alikeCurves(data).map(names =>
    `The same at every point: ${names.slice(0, -1).join(', ')} and ${names.at(-1)}, whose curves are one.`);
}
