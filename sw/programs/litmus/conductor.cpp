// SPDX-License-Identifier: Apache-2.0
#include "programs/litmus/conductor.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "programs/litmus/evaluate.h"
#include "programs/litmus/player.h"

namespace cowmmu::litmus {
namespace {

uint32_t line_of(const ActorState& state) {
  if (state.running != nullptr) return state.running->at.line;
  const bool lines = state.assigned && !state.assigned->lines.empty();
  return lines ? state.assigned->lines.front()->at.line : 0;
}

}  // namespace

Conductor::Conductor(const LitmusTest& test, ILitmusProbe& probe, VirtAddr user_end)
    : test_(test), probe_(probe), layout_(test, user_end), cast_(test) {}

std::unique_ptr<IProgram> Conductor::make_init() {
  return std::make_unique<Player>(*this, 0, Birth::kInit);
}

std::vector<Tid> Conductor::start() {
  born(0, Pid(1), Tid(1));
  return advance(0);
}

bool Conductor::born(ActorId child, Pid pid, Tid tid) {
  ActorState& state = cast_.actors[child];
  state.born = true;
  state.pid = pid;
  state.tid = tid;
  return state.assigned.has_value();
}

std::vector<Tid> Conductor::born_by_vfork(ActorId child, const IProgram& program) {
  const Pid pid = probe_.process_of(program);
  born(child, pid, Tid(pid.value));
  const ActorId parent = test_.actors[child].parent;
  if (!cast_.actors[parent].last_line) return {};
  return report_as(parent, {}, child);
}

std::vector<Tid> Conductor::report(ActorId actor, TestResult failure) {
  return report_as(actor, std::move(failure), actor);
}

std::vector<Tid> Conductor::report_as(ActorId actor, TestResult failure,
                                      std::optional<ActorId> self) {
  ActorState& state = cast_.actors[actor];
  COWMMU_CHECK(state.assigned && working_ > 0, "litmus: a report without an assignment");
  state.assigned.reset();
  state.running = nullptr;
  --working_;
  fail(std::move(failure));
  return go_on(self);
}

std::vector<Tid> Conductor::ended(const EndReport& report) {
  for (ActorId a = 0; a < cast_.actors.size(); ++a) {
    const ActorState& state = cast_.actors[a];
    const bool ends =
        report.process_ended ? state.pid == report.process : state.tid == report.thread;
    if (ends) end_actor(a, report.killed);
  }
  return go_on({});
}

void Conductor::ended_by_exec(ActorId caller) {
  const Pid process = cast_.actors[caller].pid;
  for (ActorId a = 0; a < cast_.actors.size(); ++a) {
    if (a != caller && cast_.actors[a].pid == process) end_actor(a, {});
  }
}

void Conductor::end_actor(ActorId actor, std::optional<KillReason> reason) {
  ActorState& state = cast_.actors[actor];
  if (!state.born || state.ended) return;
  state.ended = true;
  const Outcome how = !reason                        ? Outcome::kDone
                      : *reason == KillReason::kSegv ? Outcome::kSegv
                                                     : Outcome::kNomem;
  state.fate = reason ? fmt::format("killed ({})", outcome_text(how)) : "exited";
  if (const uint32_t line = line_of(state); line != 0)
    state.fate += fmt::format(" in line {}", line);
  if (!state.assigned) return;
  judge_end(state, test_.actors[actor], how);
  state.assigned.reset();
  state.running = nullptr;
  --working_;
}

// An actor with lines to do has ended: was that what its last line asks for?
void Conductor::judge_end(const ActorState& state, const ActorDecl& decl, Outcome how) {
  if (state.assigned->end) return;
  const auto& lines = state.assigned->lines;
  const auto dead = [&](const ActorLine& line) {
    return Failure{line.at.line, fmt::format("{} running", decl.name),
                   fmt::format("{} {}", decl.name, state.fate)};
  };
  if (state.running == nullptr) return fail(dead(*lines.front()));
  const ActorLine& line = *state.running;
  const bool exits = std::holds_alternative<ExitOp>(line.op);
  if (how == Outcome::kDone ? exits : line.outcome == how) {
    if (!state.last_line) fail(dead(**std::next(std::find(lines.begin(), lines.end(), &line))));
    return;
  }
  const std::string_view got = how == Outcome::kDone ? "the end of its process" : outcome_text(how);
  fail(Failure{line.at.line, std::string(exits ? "exit" : outcome_text(line.outcome)),
               std::string(got)});
}

std::vector<Tid> Conductor::go_on(std::optional<ActorId> self) {
  if (working_ > 0 || failure_ || done_) return {};
  return advance(self);
}

TestResult Conductor::finish() {
  if (done_ || failure_) return failure_;
  Failure hang{test_.at.line, "the test to come to its end", "nothing left to run"};
  for (const ActorState& state : cast_.actors) {
    if (!state.assigned || line_of(state) == 0) continue;
    hang = {line_of(state), "the line to complete", "a wait that never ends"};
    break;
  }
  fail(hang);
  return failure_;
}

// The first failure in simulated order is the test's.
void Conductor::fail(TestResult failure) {
  if (failure && !failure_) failure_ = std::move(failure);
}

}  // namespace cowmmu::litmus
