// SPDX-License-Identifier: Apache-2.0
// Colours of plots, light and dark. The page's own are in page.css.

// Distinguishable with every common colour blindness (Okabe and Ito, 2008; the yellow, unreadable on
// white, is last), then the same again: shapes differ, too.
const kPalette = {
  light: ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#5b5b5b', '#b8a500'],
  dark: ['#4aa8e0', '#f0803c', '#2fc79a', '#e79ac4', '#f2b840', '#8fd0f5', '#b4b4b4', '#e8dc4a'],
};
const kInk = {
  light: {text: '#1c2430', muted: '#5a6675', grid: '#e3e8ee', paper: '#ffffff'},
  dark: {text: '#e6ebf2', muted: '#9aa7b8', grid: '#2b3542', paper: '#151b23'},
};
const kFont = 'system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif';

// Hues of the ledger's groups (user, trap, fault, ...), in the order in which they come.
const kHues = [210, 265, 28, 350, 155, 190, 320, 60, 100, 240, 300, 0];

export const ink = theme => kInk[theme];

export function coloursOf(count, theme) {
  return Array.from({length: count}, (_, i) => kPalette[theme][i % kPalette[theme].length]);
}

// A hue a group, a lightness a phase of it; what stands alone is grey.
export function phaseColours(phases, theme) {
  const groupOf = phase => phase.split('.')[0];
  const groups = [...new Set(phases.filter(p => p.includes('.')).map(groupOf))];
  const [from, to] = theme === 'light' ? [34, 74] : [40, 78];
  return phases.map(phase => {
    const mates = phases.filter(p => groupOf(p) === groupOf(phase));
    const part = mates.length < 2 ? 0.4 : mates.indexOf(phase) / (mates.length - 1);
    const light = from + part * (to - from);
    const at = groups.indexOf(groupOf(phase));
    if (at < 0) return `hsl(215, 8%, ${50 + 7 * (phases.indexOf(phase) % 5)}%)`;
    return `hsl(${kHues[at % kHues.length]}, 62%, ${light}%)`;
  });
}

export function vegaConfig(theme) {
  const {text, muted, grid, paper} = kInk[theme];
  const axis = {
    labelColor: muted, titleColor: text, domainColor: muted, tickColor: muted, gridColor: grid,
    labelFontSize: 11, titleFontSize: 12, titleFontWeight: 500, titlePadding: 8, labelFont: kFont,
    titleFont: kFont, labelOverlap: 'greedy', labelLimit: 150, tickCount: 6,
  };
  return {
    background: paper,
    font: kFont,
    axis,
    legend: {labelColor: text, titleColor: muted, titleFontWeight: 500, labelFontSize: 12,
             titleFontSize: 11, symbolSize: 90, symbolOpacity: 1, labelLimit: 220, columnPadding: 14},
    header: {labelColor: text, titleColor: muted, labelFontSize: 12, titleFontSize: 11,
             titleFontWeight: 500},
    title: {color: text, subtitleColor: muted, anchor: 'start', fontSize: 14, fontWeight: 600,
            subtitleFontSize: 11, offset: 14},
    view: {stroke: null},
  };
}
