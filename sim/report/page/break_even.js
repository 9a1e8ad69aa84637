// SPDX-License-Identifier: Apache-2.0
// The break-evens of a plot of cost, and the sentences that say them.
import {crossing, heightAt} from './crossing.js';
import {percent} from './format.js';

function exactBreakEven(model, policy, state) {
  const asked = state.y === 'cycles' && state.colour === 'os.fork' && !state.facet;
  return asked ? model.about.break_even.find(b => b.policy === policy && b.against === state.reference) : null;
}

function curvesOf(data) {
  const curves = new Map();
  for (const d of data) {
    const facet = curves.get(d.facet) ?? new Map();
    curves.set(d.facet, facet.set(d.colour, [...(facet.get(d.colour) ?? []), d]));
  }
  return curves;
}

// [{policy, facet, found}]: for each curve but the reference's.
export function breakEvens(model, data, state) {
  const all = [];
  for (const [facet, curves] of curvesOf(data)) {
    const reference = curves.get(state.reference);
    if (!reference) continue;
    for (const [policy, curve] of curves) {
      if (policy === state.reference) continue;
      const exact = exactBreakEven(model, policy, state)?.written;
      const found = crossing(curve, reference);
      const isExact = found && typeof found === 'object' && exact != null;
      const at = isExact ? {...found, x: exact, y: heightAt(curve, exact), exact: true} : found;
      all.push({policy, facet, found: at});
    }
  }
  return all.filter(b => b.found !== null);
}

export function breakEvenText({policy, facet, found}, reference, facetKey) {
  const at = facet === undefined ? '' : ` (${facetKey} = ${facet})`;
  if (found === 'never') return `${policy} costs at no fraction more than ${reference}${at}.`;
  if (found === 'always') return `${policy} costs at least as much as ${reference} at every fraction${at}.`;
  if (found === 'falls') return `${policy} costs more than ${reference} at the smaller fractions, less further on${at}.`;
  const how = found.exact ? 'found by search, exact to the page'
                          : `interpolated between ${percent(found.between[0])} and ${percent(found.between[1])}`;
  return `${policy} costs as much as ${reference} with ${percent(found.x)} written${at}, ${how}.`;
}
