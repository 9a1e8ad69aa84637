// SPDX-License-Identifier: Apache-2.0
// Fork latency against the memory of the process that forks.
import {lineData, lineSpec} from './line_plot.js';

const kPage = 4096;
const kMiB = 1 << 20;

// Resident memory, by the key that says it: a program has one of these.
const kSizes = [
  {key: 'workload.pages', bytes: pages => pages * kPage, name: 'workload.pages × 4 KiB'},
  {key: 'workload.bytes', bytes: bytes => bytes, name: 'workload.bytes'},
];

function sizeAxis(model) {
  const size = kSizes.find(s => model.dimension(s.key));
  if (!size) return null;
  return {
    dimension: model.dimension(size.key),
    title: `resident size: ${size.name} (MiB)`,
    of: value => size.bytes(value) / kMiB,
  };
}

export const latencyPlot = {
  id: 'latency',
  title: 'Fork latency against resident size',
  about: 'How long fork takes in the parent, from the call to its return.',

  missing(model) {
    if (!model.figures.includes('fork.cycles.p50')) return 'no point has `fork.cycles`.';
    if (!sizeAxis(model)) {
      return 'the points do not differ in `workload.pages`. Add an axis to the sweep, such as ' +
             '`"workload.pages" = [256, 1024, 4096]`.';
    }
    return null;
  },

  controls(model) {
    return [
      {name: 'y', label: 'figure', figures: model.figures.filter(f => f.startsWith('fork.'))},
      {name: 'colour', label: 'colour', dimensions: true},
      {name: 'facet', label: 'facets', dimensions: true},
      {name: 'logX', label: 'log x', flag: true},
      {name: 'logY', label: 'log y', flag: true},
    ];
  },

  initial: model => ({y: 'fork.cycles.p50', colour: model.policy?.key, facet: null, logX: true, logY: false}),

  draw(model, state, frame) {
    const options = {x: sizeAxis(model), y: model.figure(state.y), colour: model.dimension(state.colour),
                     facet: model.dimension(state.facet), logX: state.logX, logY: state.logY};
    const found = lineData(model, options);
    return {...found, spec: lineSpec(options, found, {...frame, height: 300})};
  },
};
