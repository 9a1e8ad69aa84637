// SPDX-License-Identifier: Apache-2.0
// What a mark says under the pointer. Vega's own tooltip brings a style sheet of its own, which the
// page's policy refuses.
import {h} from './dom.js';
import {shown} from './format.js';

let box = null;

function place(event) {
  const {width, height} = box.getBoundingClientRect();
  const left = event.clientX + 14 + width > innerWidth ? event.clientX - 14 - width : event.clientX + 14;
  const top = event.clientY + 14 + height > innerHeight ? event.clientY - 14 - height : event.clientY + 14;
  box.style.left = `${Math.max(4, left)}px`;
  box.style.top = `${Math.max(4, top)}px`;
}

// `value`: {title: text}, as Vega-Lite makes it of a mark's `tooltip` channel.
export function tooltip(handler, event, item, value) {
  box ??= document.body.appendChild(h('div', {class: 'tooltip', role: 'tooltip'}));
  if (value === null || value === undefined || value === '') {
    box.classList.remove('visible');
    return;
  }
  const rows = typeof value === 'object' ? Object.entries(value) : [['', value]];
  box.replaceChildren(...rows.map(([name, text]) => h('div', {}, h('span', {}, name), h('b', {}, shown(text)))));
  box.classList.add('visible');
  place(event);
}
