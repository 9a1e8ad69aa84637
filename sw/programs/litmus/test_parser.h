// SPDX-License-Identifier: Apache-2.0
// TestParser: the lines of one test, after `test NAME`.
#pragma once

#include <optional>

#include "programs/litmus/ast.h"
#include "programs/litmus/lexer.h"
#include "programs/litmus/scope.h"

namespace cowmmu::litmus {

// A word followed by `:` or `@` names an actor, even where the word is also a keyword.
bool names_an_actor(const LineLexer& line);

class TestParser {
 public:
  explicit TestParser(LitmusTest& test) : test_(test), scope_(test) {}
  TestParser(const TestParser&) = delete;
  TestParser& operator=(const TestParser&) = delete;

  void line(LineLexer& line);
  void finish() const;  // throws where a `par {` is still open

 private:
  void keyword_line(LineLexer& line);
  void actor_line(LineLexer& line);
  void harts(LineLexer& line);
  void frames(LineLexer& line);
  void set(LineLexer& line);
  void open_par(LineLexer& line);
  void close_par(LineLexer& line);
  void leave(LineLexer& line);
  void expect(LineLexer& line);
  void at_end(LineLexer& line);
  void only_first(const LineLexer& line) const;  // settings
  void only_outside_par(const LineLexer& line) const;

  LitmusTest& test_;
  Scope scope_;
  std::optional<ParBlock> par_;
};

}  // namespace cowmmu::litmus
