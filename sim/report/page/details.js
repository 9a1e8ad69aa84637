// SPDX-License-Identifier: Apache-2.0
// A point in full: how to run it again, its configuration, every figure.
import {copyText, h, marked, saveFile} from './dom.js';
import {exact, plural, shown} from './format.js';
import {meaningOf, unitOf} from './names.js';
import {commandText, configurationOf, scenarioText} from './toml.js';

const kScenario = 'point.toml';

function copyable(text, ...more) {
  const source = h('pre', {}, text);
  const button = h('button', {type: 'button', onclick: () => copyText(text, button, source)}, 'copy');
  return h('div', {class: 'copyable'}, h('div', {class: 'actions'}, button, ...more), source);
}

function figuresTable(model, row) {
  const {table, about} = model;
  const names = table.names.filter(n => !n.startsWith('config.') && table.column(n)[row] !== null);
  const lines = names.map(n => h('tr', {title: meaningOf(n, about)},
    h('td', {}, n), h('td', {class: 'number'}, shown(table.column(n)[row])), h('td', {}, unitOf(n, about))));
  const body = h('tbody', {}, ...lines);
  const narrow = event => {
    const wanted = event.target.value.toLowerCase();
    for (const line of lines) line.hidden = !line.textContent.toLowerCase().includes(wanted);
  };
  const search = h('input', {type: 'search', placeholder: 'find a figure', oninput: narrow, 'aria-label': 'find a figure'});
  return h('div', {}, search, h('div', {class: 'scroll'}, h('table', {class: 'figures'}, body)));
}

function onePoint(model, row) {
  const {table} = model;
  const scenario = scenarioText(table, row);
  const save = h('button', {type: 'button', onclick: () => saveFile(kScenario, scenario, 'text/plain')}, 'save');
  const error = table.column('error')[row];
  const file = configurationOf(table, row).some(([key]) => key === 'workload.trace' || key === 'workload.litmus');
  const folder = file ? ' Save it in the folder where the sweep ran: it names a recording by its path from there.' : '';
  return [
    ...(error ? [h('p', {class: 'notice'}, `${table.column('status')[row]}: ${error}`)] : []),
    h('h3', {}, 'Run it again'),
    h('p', {}, ...marked(`With the configuration below as \`${kScenario}\`, and cowmmu ${table.column('tool')[row]}:${folder}`)),
    copyable(commandText(table, row, kScenario)),
    h('h3', {}, 'Configuration'),
    copyable(scenario, save),
    h('h3', {}, 'Figures'),
    figuresTable(model, row),
  ];
}

const summary = (model, row) => [
  ...model.dimensions.map(d => `${d.key} = ${exact(d.values[d.at[row]])}`), `seed ${model.table.column('seed')[row]}`,
].join(' · ');

// A dialog over the page, empty until show(rows).
export class Details {
  constructor(model) {
    this.model = model;
    this.body = h('div');
    this.choice = h('select', {'aria-label': 'point', onchange: () => this.#one(Number(this.choice.value))});
    this.title = h('h2');
    const close = h('button', {type: 'button', class: 'close', 'aria-label': 'close', onclick: () => this.element.close()}, '×');
    this.element = h('dialog', {}, h('header', {}, this.title, close), this.choice, this.body);
    this.element.addEventListener('click', event => event.target === this.element && this.element.close());
  }

  show(rows) {
    this.title.textContent = rows.length === 1 ? 'One point' : plural(rows.length, 'point');
    this.choice.replaceChildren(...rows.map(row => h('option', {value: row}, summary(this.model, row))));
    this.#one(rows[0]);
    this.element.showModal();
    this.element.scrollTop = 0;
  }

  #one(row) {
    this.body.replaceChildren(...onePoint(this.model, row));
  }
}
