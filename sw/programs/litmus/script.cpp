// SPDX-License-Identifier: Apache-2.0
// The conductor's way through the steps of the script.
#include <fmt/format.h>

#include "programs/litmus/conductor.h"
#include "programs/litmus/evaluate.h"

namespace cowmmu::litmus {

// Takes steps until actors have something to do, or the test has ended.
std::vector<Tid> Conductor::advance(std::optional<ActorId> self) {
  while (next_step_ < test_.steps.size()) {
    const Step& step = test_.steps[next_step_++];
    const bool waits = std::visit([this](const auto& s) { return begin(s); }, step);
    if (failure_) return {};
    if (waits) return woken(self);
  }
  if (end_newest()) return woken(self);
  close();
  return {};
}

// Alone, a wait for somebody who still runs is a deadlock: nobody else has a turn to end it.
bool Conductor::begin(const ActorLine& line) {
  const auto* wait = std::get_if<WaitOp>(&line.op);
  if (wait != nullptr && cast_.actors[wait->child].born && !cast_.actors[wait->child].ended) {
    fail(Failure{line.at.line, fmt::format("{} ended", wait->name),
                 fmt::format("{} running: the wait would never end", wait->name)});
    return true;
  }
  return assign(line);
}

// A child that the block itself makes gets its lines now, and finds them at its birth.
bool Conductor::begin(const ParBlock& block) {
  for (const ActorLine& line : block.lines) assign(line);
  return true;
}

bool Conductor::begin(const LeaveLine& line) {
  probe_.leave_frames(line.frames);
  return false;
}

bool Conductor::begin(const Expectation& expectation) {
  fail(evaluate(expectation, {test_, probe_, layout_, cast_}));
  return false;
}

bool Conductor::assign(const ActorLine& line) {
  ActorState& state = cast_.actors[line.actor];
  const std::string& name = test_.actors[line.actor].name;
  if (state.ended) {
    fail(Failure{line.at.line, fmt::format("{} running", name),
                 fmt::format("{} {}", name, state.fate)});
    return true;
  }
  if (!state.assigned) {
    state.assigned.emplace();
    ++working_;
  }
  state.assigned->lines.push_back(&line);
  return true;
}

// Remaining processes are ended one by one, the newest first. False when none is left.
bool Conductor::end_newest() {
  std::optional<ActorId> process, who;  // who: its first living thread
  for (ActorId a = 0; a < cast_.actors.size(); ++a) {
    const ActorState& state = cast_.actors[a];
    if (!state.born || state.ended) continue;
    const ActorId of = test_.actors[a].process;
    if (!process || of > *process) process = of, who = a;
  }
  if (!who) return false;
  cast_.actors[*who].assigned = Assignment{{}, true};
  ++working_;
  return true;
}

void Conductor::close() {
  for (const Expectation& expectation : test_.at_end) {
    fail(evaluate(expectation, {test_, probe_, layout_, cast_}));
    if (failure_) return;
  }
  done_ = true;
}

std::vector<Tid> Conductor::woken(std::optional<ActorId> self) const {
  std::vector<Tid> tids;
  for (ActorId a = 0; a < cast_.actors.size(); ++a) {
    const ActorState& state = cast_.actors[a];
    if (state.born && state.assigned && a != self) tids.push_back(state.tid);
  }
  return tids;
}

}  // namespace cowmmu::litmus
