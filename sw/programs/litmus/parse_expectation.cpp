// SPDX-License-Identifier: Apache-2.0
#include "programs/litmus/parse_expectation.h"

#include <array>

#include "programs/litmus/parse_pages.h"

namespace cowmmu::litmus {
namespace {

// The counters as enum Counter, then the other forms.
constexpr std::array<std::string_view, 16> kForms = {
    "copies", "zero_fills", "reuses", "faults", "shootdowns", "forks",  "frames", "leaked",
    "stale",  "cycles",     "ipis",   "refs",   "same",       "differ", "not",    "("};
constexpr size_t kCounters = 11;

ActorPage parse_actor_page(LineLexer& line) {
  ActorPage page;
  const Token name = line.take_word("a process's name");
  page.actor_name = name.text;
  page.at = name.at;
  line.take_punctuation(":");
  page.page = parse_range(line, RangeForm::kPage);
  return page;
}

RegisterExpect parse_registers(LineLexer& line, bool negated) {
  RegisterExpect expect{negated, {}};
  line.take_punctuation("(");
  do {
    const Token name = line.take_word("a name that was read into");
    expect.terms.push_back({std::string(name.text), name.at, 0, parse_condition(line)});
  } while (line.take_if("and"));
  if (!line.take_if(")")) line.fail_here("'and' or ')'");
  return expect;
}

SameExpect parse_same(LineLexer& line, bool same) {
  ActorPage first = parse_actor_page(line);
  return {same, std::move(first), parse_actor_page(line)};
}

RefsExpect parse_refs(LineLexer& line) {
  ActorPage page = parse_actor_page(line);
  return {std::move(page), parse_condition(line)};
}

}  // namespace

Expectation parse_expectation(LineLexer& line) {
  Expectation expect{line.peek().at, {}};
  if (line.next_is("(")) {
    expect.what = parse_registers(line, false);
    return expect;
  }
  const size_t form = line.take_one_of(kForms);
  if (form < kCounters) {
    expect.what = CounterExpect{static_cast<Counter>(form), parse_condition(line)};
  } else if (kForms[form] == "refs") {
    expect.what = parse_refs(line);
  } else if (kForms[form] == "not") {
    expect.what = parse_registers(line, true);
  } else {
    expect.what = parse_same(line, kForms[form] == "same");
  }
  return expect;
}

std::string_view counter_name(Counter counter) { return kForms[static_cast<size_t>(counter)]; }

}  // namespace cowmmu::litmus
