// SPDX-License-Identifier: Apache-2.0
// Model: what every plot of the page shares. The points, what they differ in, what is pinned, and
// the unit of time.
import {defaultPin, dimensionsOf, pinnedBeside, rowsAt} from './dimensions.js';
import {distributionsOf, sampleOf} from './distributions.js';
import {exact} from './format.js';
import {sumLedgers} from './ledger.js';
import {isFigure, titleOf, unitOf} from './names.js';

export class Model {
  constructor(table, about) {
    Object.assign(this, {table, about, time: 'cycles'});
    this.phases = sumLedgers(table);
    const status = table.column('status');
    this.ok = [...status.keys()].filter(row => status[row] === 'ok');
    this.dimensions = dimensionsOf(table, about.axes, about.params);
    this.pins = this.#firstPins();
  }

  // Those with a sample in some point.
  get distributions() {
    return (this.sampled ??= distributionsOf(this.table.names).filter(d => this.#hasSamples(d)));
  }

  // One after the other, each among the points that have those before it, so that some point has all.
  #firstPins() {
    const pins = new Map();
    let rows = this.ok;
    for (const d of this.dimensions) {
      const pin = this.#firstPin(d, rows);
      pins.set(d.key, pin);
      const left = rows.filter(row => d.at[row] === pin);
      if (left.length > 0) rows = left;
    }
    return pins;
  }

  #firstPin(d, rows) {
    const {pins, params} = this.about;
    const wanted = d.values.indexOf(pins[d.key]);
    if (wanted >= 0) return wanted;
    const declared = d.values.indexOf(params[d.key]?.initial);
    return rows.some(row => d.at[row] === declared) ? declared : defaultPin(d, rows);
  }

  #hasSamples({base}) {
    const max = this.table.column(`${base}.max`);
    return this.ok.some(row => max[row] > 0);
  }

  // What did not happen took no time: the statistics say 0, a plot nothing.
  #sampled(name) {
    const column = this.table.column(name);
    const base = sampleOf(name);
    const max = base && this.table.has(`${base}.max`) ? this.table.column(`${base}.max`) : null;
    return max ? row => (max[row] === 0 ? null : column[row]) : row => column[row];
  }

  dimension(key) {
    return this.dimensions.find(d => d.key === key) ?? null;
  }

  // What curves and bars are coloured by, unasked: the fork policy, or else a key of words.
  get policy() {
    const words = this.dimensions.find(d => !d.numeric);
    return this.dimension('os.fork') ?? words ?? this.dimensions[0] ?? null;
  }

  // Those beside the policy, numbers first: what an axis takes, unasked.
  get others() {
    const others = this.dimensions.filter(d => d !== this.policy);
    return [...others.filter(d => d.numeric), ...others.filter(d => !d.numeric)];
  }

  // All figures that a menu offers.
  get figures() {
    return (this.figureNames ??= this.table.names.filter(n => isFigure(n, this.table)));
  }

  // The first of `wanted` that the statistics have, or their first figure.
  firstFigure(...wanted) {
    return wanted.find(name => this.figures.includes(name)) ?? this.figures[0];
  }

  // A column as a plot takes it: {title, unit, value(row)}; null without a sample. Cycles become
  // microseconds where the reader wants time: clocks may differ between points.
  figure(name) {
    const sampled = this.#sampled(name);
    const unit = unitOf(name, this.about);
    if (unit !== 'cycles' || this.time === 'cycles') {
      return {name, unit, title: titleOf(name, this.about, unit), value: sampled};
    }
    const mhz = this.table.column('config.machine.clock_mhz');
    const value = row => (sampled(row) === null ? null : sampled(row) / mhz[row]);
    return {name, unit: 'µs', title: `${name} (µs)`, value};
  }

  // {rows, pinned}: the points of a plot with these dimensions on its axes.
  select(used) {
    const pinned = pinnedBeside(this.dimensions, used);
    return {rows: rowsAt(this.ok, pinned, this.pins), pinned};
  }

  pinnedText(pinned) {
    return pinned.map(d => `${d.key} = ${exact(d.values[this.pins.get(d.key)])}`).join(' · ');
  }
}
