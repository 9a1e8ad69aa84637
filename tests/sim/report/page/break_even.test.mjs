// SPDX-License-Identifier: Apache-2.0
// Where the page's plot of cost marks a break-even, and what it says of it: node --test.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {breakEvens, breakEvenText} from '../../../../sim/report/page/break_even.js';
import {crossing, heightAt} from '../../../../sim/report/page/crossing.js';

// A curve over the fractions 0, 0.5 and 1.
const curve = (...ys) => ys.map((y, i) => ({x: i / 2, y}));
const eager = curve(100, 100, 100);

test('the_crossing_is_interpolated_on_the_x_that_both_have', () => {
  assert.deepEqual(crossing([{x: 0, y: 0}, {x: 1, y: 200}], eager), {x: 0.5, y: 100, between: [0, 1]});
  assert.deepEqual(crossing([{x: 0, y: 60}, {x: 0.5, y: 100}], eager), {x: 0.5, y: 100, between: [0, 0.5]});
  assert.equal(crossing([{x: 0.3, y: 0}], eager), null);
});

test('without_a_crossing_every_fraction_is_judged', () => {
  assert.equal(crossing(curve(0, 50, 99), eager), 'never');
  assert.equal(crossing(curve(101, 100, 300), eager), 'always');
  assert.equal(crossing(eager, eager), 'always');
  assert.equal(crossing(curve(100, 90, 80), eager), 'never');
  assert.equal(crossing(curve(200, 50, 0), eager), 'falls');
  assert.equal(crossing(curve(100, 150, 0), eager), 'falls');
});

test('a_start_at_the_reference_or_above_it_is_no_crossing', () => {
  assert.deepEqual(crossing(curve(100, 90, 110), eager), {x: 0.75, y: 100, between: [0.5, 1]});
  assert.deepEqual(crossing(curve(200, 90, 110), eager), {x: 0.75, y: 100, between: [0.5, 1]});
});

// A model and the data of a plot of cost in which cow has this curve.
function plotOf(cow, exact = []) {
  const data = [...eager.map(p => ({...p, colour: 'eager'})), ...cow.map(p => ({...p, colour: 'cow'}))];
  return [{about: {break_even: exact}}, data, {y: 'cycles', colour: 'os.fork', facet: null, reference: 'eager'}];
}
const said = (...ys) => breakEvens(...plotOf(curve(...ys))).map(e => breakEvenText(e, 'eager', null));

test('sentences_say_no_more_than_the_points', () => {
  assert.deepEqual(said(0, 50, 100), ['cow costs as much as eager with 100.0 % written, interpolated between 50.0 % and 100.0 %.']);
  assert.deepEqual(said(100, 90, 80), ['cow costs at no fraction more than eager.']);
  assert.deepEqual(said(100, 100, 100), ['cow costs at least as much as eager at every fraction.']);
  assert.deepEqual(said(200, 50, 0), ['cow costs more than eager at the smaller fractions, less further on.']);
});

test('a_curve_has_a_height_at_every_x', () => {
  assert.deepEqual([-1, 0, 0.25, 0.5, 0.75, 1, 2].map(x => heightAt(curve(0, 100, 300), x)), [0, 0, 50, 100, 200, 300, 300]);
});

test('the_mark_of_a_search_stands_on_its_curve', () => {
  const [even] = breakEvens(...plotOf(curve(0, 80, 120), [{policy: 'cow', against: 'eager', written: 0.875}]));
  assert.deepEqual([even.found.x, even.found.y], [0.875, 110]);
  assert.equal(breakEvenText(even, 'eager', null), 'cow costs as much as eager with 87.5 % written, found by search, exact to the page.');
});
