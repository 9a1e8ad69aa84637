// SPDX-License-Identifier: Apache-2.0
// What each operation of the language does, step by step: issue_step gives operation number `step`
// of the line (empty: there is none, the line is over), absorb_step looks at its result.
#pragma once

#include <optional>
#include <string>

#include "base/program.h"
#include "programs/call.h"
#include "programs/litmus/conductor.h"

namespace cowmmu::litmus {

struct StepContext {
  Conductor& conductor;
  ActorId actor;
  uint64_t step;

  const ActorDecl& decl() const { return conductor.test().actors[actor]; }
  Pins& pins() const { return conductor.cast().pins[decl().process]; }
};

// A result that ends the test.
struct Wrong {
  std::string expected, got;
};

std::optional<Op> issue_step(const MapOp& op, const StepContext& context);
std::optional<Op> issue_step(const UnmapOp& op, const StepContext& context);
std::optional<Op> issue_step(const DontneedOp& op, const StepContext& context);
std::optional<Op> issue_step(const ProtectOp& op, const StepContext& context);
std::optional<Op> issue_step(const WriteOp& op, const StepContext& context);
std::optional<Op> issue_step(const ReadOp& op, const StepContext& context);
std::optional<Op> issue_step(const FetchOp& op, const StepContext& context);
std::optional<Op> issue_step(const ForkOp& op, const StepContext& context);
std::optional<Op> issue_step(const ExecOp& op, const StepContext& context);
std::optional<Op> issue_step(const ExitOp& op, const StepContext& context);
std::optional<Op> issue_step(const WaitOp& op, const StepContext& context);
std::optional<Op> issue_step(const BrkOp& op, const StepContext& context);
std::optional<Op> issue_step(const RemapOp& op, const StepContext& context);
std::optional<Op> issue_step(const PinOp& op, const StepContext& context);
std::optional<Op> issue_step(const UnpinOp& op, const StepContext& context);
std::optional<Op> issue_step(const PeekOp& op, const StepContext& context);
std::optional<Op> issue_step(const PokeOp& op, const StepContext& context);
std::optional<Op> issue_step(const KwriteOp& op, const StepContext& context);
std::optional<Op> issue_step(const YieldOp& op, const StepContext& context);
std::optional<Op> issue_step(const MigrateOp& op, const StepContext& context);

std::optional<Wrong> absorb_step(const MapOp& op, const StepContext& context, const OpResult& last);
std::optional<Wrong> absorb_step(const ReadOp& op, const StepContext& context,
                                 const OpResult& last);
std::optional<Wrong> absorb_step(const ForkOp& op, const StepContext& context,
                                 const OpResult& last);
std::optional<Wrong> absorb_step(const ExecOp& op, const StepContext& context,
                                 const OpResult& last);
std::optional<Wrong> absorb_step(const RemapOp& op, const StepContext& context,
                                 const OpResult& last);
std::optional<Wrong> absorb_step(const PinOp& op, const StepContext& context, const OpResult& last);
std::optional<Wrong> absorb_step(const UnpinOp& op, const StepContext& context,
                                 const OpResult& last);
std::optional<Wrong> absorb_step(const PeekOp& op, const StepContext& context,
                                 const OpResult& last);
std::optional<Wrong> absorb_step(const PokeOp& op, const StepContext& context,
                                 const OpResult& last);
template <class OtherOp>  // nothing to see in the result
std::optional<Wrong> absorb_step(const OtherOp&, const StepContext&, const OpResult&) {
  return std::nullopt;
}

}  // namespace cowmmu::litmus
