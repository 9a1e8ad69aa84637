// SPDX-License-Identifier: Apache-2.0
// A Vega-Lite specification as a picture. Expressions are interpreted and never compiled, so that
// the page needs no eval.
import {parse, View, Warn, logger} from 'vega';
import {expressionInterpreter} from 'vega-interpreter';
import {compile} from 'vega-lite';
import {vegaConfig} from './theme.js';
import {tooltip} from './tooltip.js';

const kSchema = 'https://vega.github.io/schema/vega-lite/v6.json';

function viewOf(spec, theme, more) {
  const vega = compile({$schema: kSchema, ...spec}, {config: vegaConfig(theme), logger: logger(Warn)}).spec;
  return new View(parse(vega, null, {ast: true}), {expr: expressionInterpreter, logLevel: Warn, ...more});
}

// `clicked(rows)`: the points behind a mark.
export async function draw(container, spec, theme, clicked) {
  const view = viewOf(spec, theme, {renderer: 'svg', container, hover: true});
  view.tooltip(tooltip);
  view.addEventListener('click', (event, item) => {
    const rows = item?.datum?.rows;
    if (rows && item.mark.marktype !== 'area' && item.mark.marktype !== 'line') clicked(rows);
  });
  await view.runAsync();
  return view;
}

export async function svgOf(spec, theme) {
  const view = viewOf(spec, theme, {renderer: 'none'});
  const svg = await view.toSVG();
  view.finalize();
  return svg;
}

// `scale`: pixels of the picture a pixel of the page.
export async function pngOf(spec, theme, scale) {
  const view = viewOf(spec, theme, {renderer: 'none'});
  const canvas = await view.toCanvas(scale);
  view.finalize();
  return new Promise(done => canvas.toBlob(done, 'image/png'));
}
