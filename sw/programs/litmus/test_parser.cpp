// SPDX-License-Identifier: Apache-2.0
#include "programs/litmus/test_parser.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "programs/litmus/parse_expectation.h"
#include "programs/litmus/parse_operation.h"

namespace cowmmu::litmus {
namespace {

constexpr uint64_t kMostHarts = 64;

bool old_reuse_mode(std::string_view key, std::string_view value) {
  return key == "os.cow.reuse" && (value == "refcount" || value == "mapcount");
}

std::string_view trimmed(std::string_view text) {
  const size_t from = text.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t") + 1 - from);
}

}  // namespace

bool names_an_actor(const LineLexer& line) {
  LineLexer ahead = line;
  ahead.take();
  return ahead.next_is(":") || ahead.next_is("@");
}

void TestParser::line(LineLexer& line) {
  if (line.next_is("}")) return close_par(line);
  if (line.peek().kind == TokenKind::kWord && names_an_actor(line)) return actor_line(line);
  keyword_line(line);
}

void TestParser::finish() const {
  if (par_) throw LitmusError(test_.file, par_->at, "found par { without its }, allowed: a } line");
}

void TestParser::keyword_line(LineLexer& line) {
  // The last three are named for the error only: `at-end` is three tokens.
  constexpr std::array<std::string_view, 9> kKeywords = {
      "harts", "frames", "set", "par", "leave", "expect", "at-end", "test", "NAME: operation"};
  constexpr std::array<void (TestParser::*)(LineLexer&), 6> kHandlers = {
      &TestParser::harts,    &TestParser::frames, &TestParser::set,
      &TestParser::open_par, &TestParser::leave,  &TestParser::expect};
  if (line.next_is("at")) {
    at_end(line);
  } else {
    LineLexer ahead = line;
    (this->*kHandlers.at(ahead.take_one_of(kKeywords)))(line);
  }
  line.take_end();
}

// Parsed to its end before the scope believes it: a line is either whole or without effect.
void TestParser::actor_line(LineLexer& line) {
  ActorLine parsed;
  const Token name = line.take();
  parsed.at = name.at;
  parsed.actor = scope_.find_actor(name.text, name.at);
  if (line.take_if("@")) {
    const Position at = line.peek().at;
    parsed.hart = line.take_number("a hart's number");
    scope_.check_hart(*parsed.hart, at);
  }
  line.take_punctuation(":");
  ParsedOperation operation = parse_operation(line);
  parsed.op = std::move(operation.op);
  parsed.outcome = parse_outcome(line, parsed.op);
  line.take_end();
  scope_.apply(parsed, operation.reg, operation.reg_at);
  if (par_) {
    par_->lines.push_back(std::move(parsed));
  } else {
    test_.steps.emplace_back(std::move(parsed));
  }
}

void TestParser::only_first(const LineLexer& line) const {
  if (test_.steps.empty() && !par_) return;
  line.fail_here("settings (harts, frames, set) before the first line of the test");
}

void TestParser::only_outside_par(const LineLexer& line) const {
  if (par_) line.fail_here("NAME: operation, or } (this stands within par)");
}

void TestParser::harts(LineLexer& line) {
  only_first(line);
  line.take();
  const Position at = line.peek().at;
  test_.harts = line.take_number("a number of harts");
  if (test_.harts >= 1 && test_.harts <= kMostHarts) return;
  line.fail(at, fmt::format("found {} harts, allowed: 1 to {}", test_.harts, kMostHarts));
}

void TestParser::frames(LineLexer& line) {
  only_first(line);
  line.take();
  test_.frames = line.take_number("a number of frames");
}

void TestParser::set(LineLexer& line) {
  only_first(line);
  line.take();
  const Position at = line.peek().at;
  const std::string_view text = line.take_rest();
  const size_t equals = text.find('=');
  const std::string_view key = trimmed(text.substr(0, equals));
  if (equals == std::string_view::npos || key.empty()) {
    line.fail(at, fmt::format("found '{}', allowed: KEY=VALUE", text));
  }
  const std::string_view value = trimmed(text.substr(equals + 1));
  test_.settings.push_back({at, std::string(key), std::string(value)});
  if (old_reuse_mode(key, value)) test_.not_yet.push_back({at, fmt::format("{}={}", key, value)});
}

void TestParser::open_par(LineLexer& line) {
  only_outside_par(line);
  par_.emplace(ParBlock{line.take().at, {}});
  line.take_punctuation("{");
  scope_.begin_par();
}

void TestParser::close_par(LineLexer& line) {
  if (!par_) line.fail_here("} after a 'par {' only");
  line.take();
  line.take_end();
  scope_.end_par();
  if (!par_->lines.empty()) test_.steps.emplace_back(std::move(*par_));
  par_.reset();
}

void TestParser::leave(LineLexer& line) {
  only_outside_par(line);
  const Position at = line.take().at;
  test_.steps.emplace_back(LeaveLine{at, line.take_number("a number of frames")});
}

void TestParser::expect(LineLexer& line) {
  only_outside_par(line);
  line.take();
  Expectation expectation = parse_expectation(line);
  scope_.resolve(expectation);
  test_.steps.emplace_back(std::move(expectation));
}

void TestParser::at_end(LineLexer& line) {
  only_outside_par(line);
  line.take();
  line.take_punctuation("-");
  line.take_one_of(std::array<std::string_view, 1>{"end"});
  line.take_punctuation(":");
  line.take_one_of(std::array<std::string_view, 1>{"expect"});
  Expectation expectation = parse_expectation(line);
  scope_.resolve(expectation);
  test_.at_end.push_back(std::move(expectation));
}

}  // namespace cowmmu::litmus
