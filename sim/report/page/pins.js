// SPDX-License-Identifier: Apache-2.0
// The bar at the top: the value that each key has in the plots that do not show it, and the unit of
// time.
import {h} from './dom.js';
import {nameOf} from './encode.js';
import {kRun} from './names.js';

function pinSelect(model, dimension, changed) {
  const choose = event => {
    model.pins.set(dimension.key, Number(event.target.value));
    changed();
  };
  const options = dimension.values.map((_, i) =>
    h('option', {value: i, selected: i === model.pins.get(dimension.key)}, nameOf(dimension, i)));
  return h('label', {class: 'control'}, h('span', {}, dimension.key),
           h('select', {name: dimension.key, onchange: choose}, ...options));
}

export function pinsBar(model, changed) {
  const time = event => {
    model.time = event.target.value;
    changed();
  };
  const units = h('label', {class: 'control'}, h('span', {}, 'time in'),
    h('select', {name: 'time', onchange: time}, h('option', {value: 'cycles'}, 'cycles'), h('option', {value: 'µs'}, 'µs')));
  const text = model.dimensions.length > 0
    ? 'Where a plot does not show a key, it takes the points with:' : 'These points do not differ in any key.';
  const runs = model.dimension(kRun)
    ? h('p', {class: 'notice'}, 'Some points have one configuration and one seed and are different runs all the same, as of two '
        + `recordings under one path. They are never averaged: "${kRun}" counts them.`) : null;
  return h('section', {class: 'pins'}, h('p', {}, text), runs,
           h('div', {class: 'controls'}, ...model.dimensions.map(d => pinSelect(model, d, changed)), units));
}
