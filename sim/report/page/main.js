// SPDX-License-Identifier: Apache-2.0
// The page: reads its points, and puts a card for each plot that has data. What is left out is said.
import {Card} from './card.js';
import {Details} from './details.js';
import {h, marked} from './dom.js';
import {footerOf, headerOf} from './header.js';
import {List} from './list.js';
import {Model} from './model.js';
import {pinsBar} from './pins.js';
import {costPlot} from './plot_cost.js';
import {distributionPlot} from './plot_distribution.js';
import {explorerPlot} from './plot_explorer.js';
import {heatPlot} from './plot_heat.js';
import {latencyPlot} from './plot_latency.js';
import {ledgerPlot} from './plot_ledger.js';
import {Table, unpacked} from './table.js';

const kPlots = [costPlot, latencyPlot, ledgerPlot, distributionPlot, heatPlot, explorerPlot];

const textOf = id => document.getElementById(id).textContent;

const afterPaint = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));

// The cards, and a sentence for each plot that is left out. Cards are made and drawn one after the
// other, so that the first is there soon and the page stays responsive.
class Board {
  #cards = [];
  #turn = 0;

  constructor(model, clicked) {
    Object.assign(this, {model, clicked});
    this.grid = h('main');
    this.reasons = h('ul');
    this.missing = h('section', {class: 'missing', hidden: true}, h('h2', {}, 'Left out'), this.reasons);
  }

  addPlot(plot) {
    const why = this.model.ok.length > 0 ? plot.missing(this.model) : 'there is no point that ended well.';
    if (why === null) {
      const card = new Card(plot, this.model, this.clicked);
      this.#cards.push(card);
      this.grid.append(card.element);
      return card;
    }
    this.missing.hidden = false;
    this.reasons.append(h('li', {'data-plot': plot.id}, h('b', {}, plot.title), ': ', ...marked(why)));
    return null;
  }

  // Stops where a later call has begun.
  async draw(theme) {
    const turn = ++this.#turn;
    for (const card of this.#cards) {
      if (turn !== this.#turn) return;
      await card.draw(theme);
      await afterPaint();
    }
    document.documentElement.dataset.drawn = turn;
  }
}

function onWidthChange(element, changed) {
  let width = element.clientWidth, waiting = 0;
  new ResizeObserver(() => {
    if (element.clientWidth === width) return;
    width = element.clientWidth;
    clearTimeout(waiting);
    waiting = setTimeout(changed, 120);
  }).observe(element);
}

async function start() {
  const about = JSON.parse(textOf('about'));
  const model = new Model(new Table(await unpacked(textOf('points')), about.rows), about);
  const details = new Details(model);
  const board = new Board(model, rows => details.show(rows));

  const root = document.documentElement;
  let theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const setTheme = wanted => {
    root.dataset.theme = theme = wanted;
    board.draw(theme);
  };
  root.dataset.theme = theme;
  const redraw = () => board.draw(theme);
  const list = h('div');
  document.getElementById('page').replaceChildren(
    headerOf(model, theme, setTheme), pinsBar(model, redraw), board.grid, board.missing, list, footerOf(about),
    details.element);
  for (const plot of kPlots) {
    await board.addPlot(plot)?.draw(theme);
    performance.mark(`drawn-${plot.id}`);
    await afterPaint();
  }
  list.replaceWith(new List(model, rows => details.show(rows)).element);
  onWidthChange(board.grid, redraw);
  root.dataset.drawn = 0;
}

start().catch(error => {
  document.getElementById('page').replaceChildren(h('p', {class: 'notice'}, `This page could not be drawn: ${error.message}`));
  throw error;
});
