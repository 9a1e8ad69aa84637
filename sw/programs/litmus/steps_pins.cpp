// SPDX-License-Identifier: Apache-2.0
// Steps of pins. The table of handles is shared by the threads of a process, so it is read and
// written in simulated order: step 0 or 1 is Sys::kOrdered.
#include <fmt/format.h>

#include "programs/litmus/line_steps.h"

namespace cowmmu::litmus {
namespace {

PinKey key_of(const PageRange& page) { return {page.region, page.first}; }

// The latest pin of the page; 0 where there is none (handles are never 0).
uint64_t handle_of(const PageRange& page, const StepContext& context) {
  const auto found = context.pins().find(key_of(page));
  return found == context.pins().end() || found->second.empty() ? 0 : found->second.back();
}

// What follows Sys::kOrdered: the page must be pinned.
std::optional<Wrong> check_pinned(const PageRange& page, const StepContext& context) {
  if (context.step != 0 || handle_of(page, context) != 0) return std::nullopt;
  return Wrong{fmt::format("a pin on {}.{}", page.name, page.first), "none"};
}

}  // namespace

std::optional<Op> issue_step(const PinOp& op, const StepContext& context) {
  if (context.step > 0) return std::nullopt;
  const VirtAddr va = context.conductor.layout().address(op.page, op.page.first);
  return call(Sys::kPin, va.value, static_cast<uint64_t>(op.kind));  // as enum PinMode
}
std::optional<Wrong> absorb_step(const PinOp& op, const StepContext& context,
                                 const OpResult& last) {
  context.pins()[key_of(op.page)].push_back(last.value);
  return std::nullopt;
}

std::optional<Op> issue_step(const UnpinOp& op, const StepContext& context) {
  if (context.step == 0) return call(Sys::kOrdered);
  if (context.step > 1) return std::nullopt;
  return call(Sys::kUnpin, handle_of(op.page, context));
}
std::optional<Wrong> absorb_step(const UnpinOp& op, const StepContext& context, const OpResult&) {
  if (context.step == 1) context.pins()[key_of(op.page)].pop_back();
  return check_pinned(op.page, context);
}

std::optional<Op> issue_step(const PeekOp& op, const StepContext& context) {
  if (context.step == 0) return call(Sys::kOrdered);
  if (context.step > 1) return std::nullopt;
  return call(Sys::kPeek, handle_of(op.page, context), op.page.offset);
}
std::optional<Wrong> absorb_step(const PeekOp& op, const StepContext& context,
                                 const OpResult& last) {
  if (context.step == 0) return check_pinned(op.page, context);
  if (op.condition.holds(last.value)) return std::nullopt;
  return Wrong{
      fmt::format("{}.{} {} through its pin", op.page.name, op.page.first, op.condition.text()),
      fmt::format("{}", last.value)};
}

std::optional<Op> issue_step(const PokeOp& op, const StepContext& context) {
  if (context.step == 0) return call(Sys::kOrdered);
  if (context.step > 1) return std::nullopt;
  return call(Sys::kPoke, handle_of(op.page, context), op.page.offset, op.value);
}
std::optional<Wrong> absorb_step(const PokeOp& op, const StepContext& context, const OpResult&) {
  return check_pinned(op.page, context);
}

}  // namespace cowmmu::litmus
