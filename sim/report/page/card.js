// SPDX-License-Identifier: Apache-2.0
// Card: one plot with its choices, its caption and its exports.
import {controlsOf} from './controls.js';
import {h, marked} from './dom.js';
import {exportButtons} from './export.js';
import {hasSpread, seedsText} from './groups.js';
import {draw} from './view.js';

export class Card {
  #view = null;

  // `clicked(rows)`: shows points. Needs plot.missing(model) === null.
  constructor(plot, model, clicked) {
    Object.assign(this, {plot, model, clicked});
    this.state = plot.initial(model);
    this.picture = h('div', {class: 'picture'});
    this.controls = h('div', {class: 'controls'});
    this.caption = h('p', {class: 'caption'});
    this.exports = exportButtons(plot.id, () => this.#title(), frame => this.#drawn(frame));
    this.element = h('section', {class: 'card', id: plot.id},
      h('header', {}, h('h2', {}, plot.title), this.exports),
      h('p', {class: 'about'}, plot.about), this.controls, this.picture, this.caption);
  }

  async draw(theme) {
    this.theme = theme;
    const {spec, caption} = this.#drawn({theme, width: this.picture.clientWidth});
    this.controls.replaceChildren(...controlsOf(this.plot.controls(this.model, this.state), this.model, this.state,
                                                () => this.draw(this.theme)));
    this.caption.replaceChildren(...caption.flatMap((line, i) => [...(i ? [h('br')] : []), ...marked(line)]));
    for (const button of this.exports.children) button.disabled = !spec;
    this.#view?.finalize();
    this.picture.replaceChildren();
    this.#view = spec ? await draw(this.picture, spec, theme, this.clicked) : null;
  }

  // Of a saved picture, which has no choices beside it.
  #title() {
    return this.plot.titleOf?.(this.state) ?? this.plot.title;
  }

  // What is drawn, with a caption that says what it is made of.
  #drawn(frame) {
    const found = this.plot.draw(this.model, this.state, frame);
    return {...found, caption: [...(found.notes ?? []), ...this.#made(found)], spec: found.data.length > 0 ? found.spec : null};
  }

  // `spread`: how the plot shows what lies between the seeds.
  #made({data, groups, pinned, spread}) {
    if (data.length === 0) return ['No point has these values: choose others above, or other pinned values.'];
    const lines = [];
    if (hasSpread(groups)) lines.push(`Mean of ${seedsText(groups)} seeds${spread ? `; ${spread}` : ''}.`);
    if (pinned.length > 0) lines.push(this.model.pinnedText(pinned));
    return lines;
  }
}
