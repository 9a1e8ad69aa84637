// SPDX-License-Identifier: Apache-2.0
// Values as people read them.

export function shown(value) {
  if (value === null || value === undefined) return '–';
  if (typeof value !== 'number') return String(value);
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  const digits = Math.abs(value) >= 1000 ? {maximumFractionDigits: 1} : {maximumSignificantDigits: 5};
  return value.toLocaleString('en-US', digits);
}

// With every digit that tells a value from others: for the names of a key's values.
export function exact(value) {
  return typeof value === 'number' && !Number.isInteger(value) ? String(value) : shown(value);
}

export const plural = (n, noun) => `${n.toLocaleString('en-US')} ${noun}${n === 1 ? '' : 's'}`;

export const percent = (x, digits = 1) => `${(100 * x).toFixed(digits)} %`;
