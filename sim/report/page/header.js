// SPDX-License-Identifier: Apache-2.0
// The page's head: what it shows, and light or dark.
import {h} from './dom.js';
import {plural} from './format.js';

function statusText(table) {
  const status = table.column('status');
  const counts = new Map();
  for (const s of status) counts.set(s, (counts.get(s) ?? 0) + 1);
  const bad = [...counts].filter(([s]) => s !== 'ok').map(([s, n]) => `${n.toLocaleString('en-US')} ${s}`);
  return bad.length ? `${plural(table.rows, 'point')}, ${bad.join(', ')}` : plural(table.rows, 'point');
}

function factsOf(model) {
  const {table, about} = model;
  const seeds = new Set(table.column('seed')).size;
  const tools = [...new Set(table.column('tool'))];
  return [
    statusText(table), plural(seeds, 'seed'),
    model.dimensions.length ? `over ${model.dimensions.map(d => d.key).join(', ')}` : null,
    tools.length === 1 ? `run by cowmmu ${tools[0].split(' ').map(t => t.slice(0, 14)).join(' ')}` : `run by ${tools.length} versions of cowmmu`,
    `page by cowmmu ${about.program.split(' ').map(t => t.slice(0, 14)).join(' ')}`,
  ].filter(Boolean).join(' · ');
}

// `changed(theme)`
export function headerOf(model, theme, changed) {
  const label = t => (t === 'dark' ? '☀ light' : '☾ dark');
  let now = theme;
  const toggle = () => {
    now = now === 'dark' ? 'light' : 'dark';
    button.textContent = label(now);
    changed(now);
  };
  const button = h('button', {type: 'button', id: 'theme', onclick: toggle}, label(now));
  return h('header', {class: 'top'},
    h('div', {}, h('h1', {}, model.about.title), h('p', {}, factsOf(model))), button);
}

export function footerOf(about) {
  return h('footer', {}, h('p', {}, 'Cycle counts are predictions of the model, not measurements of silicon.'),
    h('p', {}, 'Made by ', h('code', {}, about.command), '. Drawn with Vega and Vega-Lite; licences are in the page\'s source.'));
}
