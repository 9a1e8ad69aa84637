// SPDX-License-Identifier: Apache-2.0
// Cast: the processes and threads of a running test, and what each has been told to do.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/types.h"
#include "programs/litmus/ast.h"

namespace cowmmu::litmus {

// Lines that an actor runs in order before it reports.
struct Assignment {
  std::vector<const ActorLine*> lines;
  bool end = false;  // no lines: the process exits (the end of the test)
};

struct ActorState {
  bool born = false, ended = false;
  Pid pid{};
  Tid tid{};
  std::optional<Assignment> assigned;  // given and not yet reported
  // Where it is in its assignment; only the actor itself writes these two.
  const ActorLine* running = nullptr;
  bool last_line = false;
  std::string fate;  // after its end: "exited in line 7"
};

// Pins of a process: the handles of a page, the latest last. A page is named by region and number,
// so it is found after it was unmapped.
using PinKey = std::pair<RegionId, uint64_t>;
using Pins = std::map<PinKey, std::vector<uint64_t>>;

// Shared by all players of a test. Everything but `running` and `last_line` is touched only in
// simulated order (conductor.h).
struct Cast {
  explicit Cast(const LitmusTest& test)
      : actors(test.actors.size()), pins(test.actors.size()), registers(test.registers.size()) {}
  std::vector<ActorState> actors;   // as LitmusTest::actors
  std::vector<Pins> pins;           // by the process's actor
  std::vector<uint64_t> registers;  // as LitmusTest::registers; one writer each in a par block
};

}  // namespace cowmmu::litmus
