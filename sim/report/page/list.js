// SPDX-License-Identifier: Apache-2.0
// The table of all points: sort by a click on a head, filter, any column, a page at a time.
import {h} from './dom.js';
import {exact, plural, shown} from './format.js';
import {filterOf} from './filter.js';
import {keyOf, meaningOf, titleOf} from './names.js';

const kRows = 25;  // of a page

function compare(a, b) {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1;
}

// By the keys that differ, then by seed, whatever the order in which points have ended.
function inOrder({table, dimensions}) {
  const by = [...dimensions.map(d => d.at), table.column('seed')];
  const order = (a, b) => {
    for (const values of by) {
      if (values[a] !== values[b]) return values[a] - values[b];
    }
    return a - b;
  };
  return Array.from({length: table.rows}, (_, i) => i).sort(order);
}

export class List {
  constructor(model, clicked) {
    Object.assign(this, {model, clicked, page: 0, filter: '', sort: null, down: false});
    const wanted = ['cycles', 'fork.cycles.p50', 'faults.cow_copy.count', 'copies.pages', 'frames.peak'];
    this.columns = [...model.dimensions.map(d => d.column), 'seed', 'status',
                    ...wanted.filter(c => model.table.has(c))];
    this.order = inOrder(model);
    this.head = h('thead');
    this.body = h('tbody');
    this.counts = h('span', {class: 'counts'});
    this.error = h('p', {class: 'notice', hidden: true});
    const search = event => this.#change({filter: event.target.value, page: 0});
    this.element = h('section', {class: 'card wide', id: 'table'},
      h('header', {}, h('h2', {}, 'Points')),
      h('p', {class: 'about'}, 'A click on a head sorts, a click on a row shows its configuration and all its figures. '
        + 'The filter takes words and conditions: ', h('code', {}, 'cow written>=0.5 cycles<1e6')),
      h('div', {class: 'controls'},
        h('label', {class: 'control grow'}, h('span', {}, 'filter'), h('input', {type: 'search', name: 'filter', oninput: search})),
        this.#adder()),
      this.error,
      h('div', {class: 'scroll'}, h('table', {class: 'points'}, this.head, this.body)),
      h('div', {class: 'pages'}, this.#turn('‹', -1), this.counts, this.#turn('›', 1)));
    this.#draw();
  }

  #adder() {
    const add = event => {
      const column = event.target.value;
      event.target.value = '';
      if (this.columns.includes(column)) this.columns = this.columns.filter(c => c !== column);
      else this.columns.push(column);
      this.#change({});
    };
    const names = this.model.table.names;
    return h('label', {class: 'control'}, h('span', {}, 'add or remove a column'),
      h('select', {name: 'column', onchange: add}, h('option', {value: ''}, 'choose …'),
        ...names.map(n => h('option', {value: n}, n))));
  }

  #turn(text, by) {
    const turn = () => this.#change({page: this.page + by});
    return h('button', {type: 'button', 'aria-label': by < 0 ? 'previous page' : 'next page', onclick: turn}, text);
  }

  #change(what) {
    Object.assign(this, what);
    this.#draw();
  }

  #rows() {
    const {table} = this.model;
    const found = filterOf(this.filter, table, this.columns);
    this.error.hidden = !found.error;
    this.error.textContent = found.error ?? '';
    const rows = this.order.filter(found.test ?? (() => true));
    if (this.sort) {
      const values = table.column(this.sort);
      rows.sort((a, b) => compare(values[a], values[b]) * (this.down ? -1 : 1));
    }
    return rows;
  }

  #draw() {
    const rows = this.#rows();
    const last = Math.max(0, Math.ceil(rows.length / kRows) - 1);
    this.page = Math.min(Math.max(0, this.page), last);
    const from = this.page * kRows, page = rows.slice(from, from + kRows);
    this.head.replaceChildren(h('tr', {}, ...this.columns.map(c => this.#headCell(c))));
    this.body.replaceChildren(...page.map(row => this.#line(row)));
    const range = rows.length === 0 ? 'no point' : `${from + 1}–${from + page.length} of ${plural(rows.length, 'point')}`;
    this.counts.textContent = range;
  }

  #headCell(column) {
    const isSorted = this.sort === column;
    const sort = () => this.#change({sort: column, down: isSorted && !this.down, page: 0});
    const mark = isSorted ? (this.down ? ' ↓' : ' ↑') : '';
    return h('th', {title: meaningOf(column, this.model.about), 'aria-sort': isSorted ? (this.down ? 'descending' : 'ascending') : 'none'},
             h('button', {type: 'button', 'data-column': keyOf(column), onclick: sort}, titleOf(column, this.model.about) + mark));
  }

  #line(row) {
    const cells = this.columns.map(c => {
      const value = this.model.table.column(c)[row];
      const text = c.startsWith('config.') ? exact(value) : shown(value);
      return h('td', {class: typeof value === 'number' ? 'number' : null}, text);
    });
    const show = () => this.clicked([row]);
    const onKey = event => (event.key === 'Enter' ? show() : null);
    return h('tr', {tabindex: 0, class: this.model.table.column('status')[row], onclick: show, onkeydown: onKey}, ...cells);
  }
}
