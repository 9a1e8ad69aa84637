// SPDX-License-Identifier: Apache-2.0
// LineRunner: one line of a litmus test as the operations that a thread performs for it.
#pragma once

#include <cstdint>
#include <optional>

#include "base/program.h"
#include "programs/litmus/cast.h"
#include "programs/litmus/conductor.h"
#include "programs/litmus/outcome.h"

namespace cowmmu::litmus {

class LineRunner {
 public:
  LineRunner(Conductor& conductor, ActorId actor) : conductor_(conductor), actor_(actor) {}

  void begin(const ActorLine& line);
  // The next operation of the line, given the result of the one before (ignored for the first).
  // Empty when the line is over: then `failure` says whether it ended as it should.
  std::optional<Op> next(const OpResult& last);
  const TestResult& failure() const { return failure_; }
  const ActorLine& line() const { return *line_; }
  // The line was a vfork that succeeded: the child has reported it.
  bool reported_by_child() const;

 private:
  enum class Stage : uint8_t { kPlace, kPlaced, kOperate, kOver };

  std::optional<Op> place();
  std::optional<Op> issue();
  bool absorb(const OpResult& last);  // false: the line is over
  void end(Outcome how);
  void end_with(uint32_t error);
  void fail(std::string expected, std::string got);

  Conductor& conductor_;
  ActorId actor_;
  const ActorLine* line_ = nullptr;
  Stage stage_ = Stage::kOver;
  uint64_t step_ = 0;  // operations of the line that have completed
  Outcome how_ = Outcome::kDone;
  std::optional<uint64_t> hart_;  // where the thread is, as far as it was told
  TestResult failure_;
};

}  // namespace cowmmu::litmus
