// SPDX-License-Identifier: Apache-2.0
// A plot as a file: SVG and PNG for papers (always light), its data, its specification.
import {h, saveFile} from './dom.js';
import {pngOf, svgOf} from './view.js';

const kScale = 3;  // of a PNG: about 300 dots an inch in a column of a paper
const kWidth = 640;

function quoted(value) {
  const text = String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csvOf(data) {
  const columns = [...new Set(data.flatMap(Object.keys))].filter(c => c !== 'rows');
  return [columns, ...data.map(d => columns.map(c => d[c]))].map(line => `${line.map(quoted).join(',')}\n`).join('');
}

// `title()`, `drawn(frame)`: of the plot as it is chosen now; {spec, data, caption}.
export function exportButtons(id, title, drawn) {
  const paper = () => {
    const {spec, caption} = drawn({theme: 'light', width: kWidth});
    return {...spec, title: {text: title(), subtitle: caption}};
  };
  const actions = {
    SVG: async () => saveFile(`${id}.svg`, await svgOf(paper(), 'light'), 'image/svg+xml'),
    PNG: async () => saveFile(`${id}.png`, await pngOf(paper(), 'light', kScale)),
    CSV: () => saveFile(`${id}.csv`, csvOf(drawn({theme: 'light', width: kWidth}).data), 'text/csv'),
    JSON: () => saveFile(`${id}.vl.json`, JSON.stringify(paper(), null, 1), 'application/json'),
  };
  const says = {SVG: 'picture for print', PNG: 'picture, 3 times as fine as the screen', CSV: 'the data of this plot',
                JSON: 'its Vega-Lite specification'};
  return h('div', {class: 'exports'}, ...Object.entries(actions).map(([name, save]) =>
    h('button', {type: 'button', title: says[name], 'data-export': name, onclick: save}, name)));
}
