// SPDX-License-Identifier: Apache-2.0
// The choices above a plot: selects and check boxes that change its state.
import {h} from './dom.js';

const kNothing = '';

const optionOf = (value, chosen, text = value) => h('option', {value, selected: value === chosen}, text);

// Figures by their first part: "fork", "faults", ...
function figureGroups(figures, chosen) {
  const groups = new Map();
  for (const name of figures) {
    const group = name.includes('.') ? name.split('.')[0] : 'run';
    groups.set(group, [...(groups.get(group) ?? []), name]);
  }
  return [...groups].map(([label, names]) => h('optgroup', {label}, ...names.map(n => optionOf(n, chosen))));
}

function optionsOf(control, model, chosen) {
  const options = (control.options ?? []).map(value => optionOf(value, chosen));
  if (control.dimensions) {
    if (!control.required) options.push(optionOf(kNothing, chosen ?? kNothing, 'none'));
    options.push(...model.dimensions.map(d => optionOf(d.key, chosen)));
  }
  if (control.figures) options.push(...figureGroups(control.figures, chosen));
  return options;
}

function select(control, model, state, changed) {
  const choose = event => {
    state[control.name] = event.target.value === kNothing ? null : event.target.value;
    changed();
  };
  return h('label', {class: 'control'}, h('span', {}, control.label),
           h('select', {name: control.name, onchange: choose}, ...optionsOf(control, model, state[control.name])));
}

function flag(control, state, changed) {
  const toggle = event => {
    state[control.name] = event.target.checked;
    changed();
  };
  return h('label', {class: 'control flag'},
           h('input', {type: 'checkbox', name: control.name, checked: state[control.name], onchange: toggle}),
           h('span', {}, control.label));
}

// {name, label} with `flag`, or with any of `options`, `dimensions` and `figures`.
export function controlsOf(controls, model, state, changed) {
  return controls.map(c => (c.flag ? flag(c, state, changed) : select(c, model, state, changed)));
}
