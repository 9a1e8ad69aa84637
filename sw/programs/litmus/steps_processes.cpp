// SPDX-License-Identifier: Apache-2.0
// Steps of calls that make, end, place and await processes and threads.
#include "programs/litmus/line_steps.h"

namespace cowmmu::litmus {
namespace {

// Where the new thread starts: its first line's hart, or 0 for the kernel's choice, else hart + 1.
uint64_t placement(const ForkOp& op, const StepContext& context) {
  const auto& hart = context.conductor.test().actors[op.child].hart;
  return hart ? *hart + 1 : 0;
}

Op create(const ForkOp& op, const StepContext& context) {
  const uint64_t place = placement(op, context);
  switch (op.kind) {
    case ForkKind::kFork:
      return call(Sys::kFork, place);
    case ForkKind::kVfork:
      return call(Sys::kVfork, place);
    case ForkKind::kSpawn:
      return call(Sys::kSpawn, place);
    case ForkKind::kThread:
      break;
  }
  return call(Sys::kThreadCreate, op.child, place);
}

}  // namespace

// Step 1, in a par block in which the child has lines: it is woken. A first thread's Tid is its
// process's Pid.
std::optional<Op> issue_step(const ForkOp& op, const StepContext& context) {
  if (context.step == 0) return create(op, context);
  const ActorState& child = context.conductor.cast().actors[op.child];
  const bool asleep = op.kind != ForkKind::kVfork && child.assigned;
  if (context.step > 1 || !asleep) return std::nullopt;
  return call(Sys::kUnpark, child.tid.value);
}
std::optional<Wrong> absorb_step(const ForkOp& op, const StepContext& context,
                                 const OpResult& last) {
  if (context.step > 0 || op.kind == ForkKind::kVfork) return std::nullopt;
  const bool thread = op.kind == ForkKind::kThread;
  const Pid own = context.conductor.cast().actors[context.actor].pid;
  context.conductor.born(op.child, thread ? own : Pid(last.value), Tid(last.value));
  return std::nullopt;
}

// The pins ended with the image, and so did the process's other threads; the kernel does not tell.
std::optional<Op> issue_step(const ExecOp&, const StepContext& context) {
  if (context.step > 1) return std::nullopt;
  return call(context.step == 0 ? Sys::kExec : Sys::kOrdered);
}
std::optional<Wrong> absorb_step(const ExecOp&, const StepContext& context, const OpResult&) {
  if (context.step == 0) return std::nullopt;
  context.pins().clear();
  context.conductor.ended_by_exec(context.actor);
  return std::nullopt;
}

std::optional<Op> issue_step(const ExitOp&, const StepContext& context) {
  if (context.step > 0) return std::nullopt;
  const bool thread = context.decl().process != context.actor;
  return call(thread ? Sys::kThreadExit : Sys::kExit);
}

std::optional<Op> issue_step(const WaitOp& op, const StepContext& context) {
  if (context.step > 0) return std::nullopt;
  return call(Sys::kWait, context.conductor.cast().actors[op.child].pid.value);
}

std::optional<Op> issue_step(const YieldOp&, const StepContext& context) {
  if (context.step > 0) return std::nullopt;
  return call(Sys::kYield);
}

std::optional<Op> issue_step(const MigrateOp& op, const StepContext& context) {
  if (context.step > 0) return std::nullopt;
  return call(Sys::kMigrate, op.hart);
}

}  // namespace cowmmu::litmus
