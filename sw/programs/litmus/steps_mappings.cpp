// SPDX-License-Identifier: Apache-2.0
// Steps of accesses and of calls that change mappings.
#include <fmt/format.h>

#include <array>
#include <utility>

#include "programs/litmus/line_steps.h"

namespace cowmmu::litmus {
namespace {

constexpr uint64_t kAdviceDontneed = 4;  // Linux's MADV_DONTNEED

uint64_t prot_bits(Prot prot) {
  using Bits = cowmmu::Prot;
  constexpr std::array<uint64_t, 4> kBits = {0, Bits::kRead, Bits::kRead | Bits::kWrite,
                                             Bits::kRead | Bits::kExec};
  return kBits[static_cast<size_t>(prot)];
}

uint64_t address_of(const PageRange& range, const StepContext& context) {
  return context.conductor.layout().address(range, range.first).value;
}
uint64_t bytes_of(const PageRange& range) { return (range.last - range.first + 1) * kPageBytes; }

// The address of the step's page of a range, where there is one more.
std::optional<VirtAddr> page_of_step(const PageRange& range, const StepContext& context) {
  if (context.step > range.last - range.first) return std::nullopt;
  return context.conductor.layout().address(range, range.first + context.step, range.offset);
}

// The kernel placed a region elsewhere than the layout: names would mean other pages.
std::optional<Wrong> check_place(RegionId region, const StepContext& context, uint64_t got) {
  const auto base = context.conductor.layout().base(region);
  if (base && base->value == got) return std::nullopt;
  return Wrong{base ? fmt::format("address {:#x}", base->value) : "nomem",
               fmt::format("address {:#x}", got)};
}

std::string place_text(const PageRange& range, uint64_t page) {
  const std::string offset = range.offset == 0 ? "" : fmt::format("+{}", range.offset);
  return fmt::format("{}.{}{}", range.name, page, offset);
}

// A page keeps its name, and so its pins, where its mapping moves.
void move_pins(Pins& pins, RegionId from, RegionId to) {
  for (auto pin = pins.lower_bound({from, 0}); pin != pins.end() && pin->first.first == from;) {
    pins[{to, pin->first.second}] = std::move(pin->second);
    pin = pins.erase(pin);
  }
}

}  // namespace

std::optional<Op> issue_step(const MapOp& op, const StepContext& context) {
  if (context.step > 0) return std::nullopt;
  uint64_t flags = prot_bits(op.prot);
  if (op.shared) flags |= MapFlags::kShared;
  if (op.file) flags |= MapFlags::kFile;
  if (op.huge) flags |= MapFlags::kHuge;
  const VirtAddr base = context.conductor.layout().base(op.region).value_or(VirtAddr(0));
  return call(Sys::kMmap, base.value, op.pages * kPageBytes, flags, op.file_id);
}
std::optional<Wrong> absorb_step(const MapOp& op, const StepContext& context,
                                 const OpResult& last) {
  return check_place(op.region, context, last.value);
}

std::optional<Op> issue_step(const UnmapOp& op, const StepContext& context) {
  if (context.step > 0) return std::nullopt;
  return call(Sys::kMunmap, address_of(op.range, context), bytes_of(op.range));
}

std::optional<Op> issue_step(const DontneedOp& op, const StepContext& context) {
  if (context.step > 0) return std::nullopt;
  return call(Sys::kMadvise, address_of(op.range, context), bytes_of(op.range), kAdviceDontneed);
}

std::optional<Op> issue_step(const ProtectOp& op, const StepContext& context) {
  if (context.step > 0) return std::nullopt;
  return call(Sys::kMprotect, address_of(op.range, context), bytes_of(op.range),
              prot_bits(op.prot));
}

std::optional<Op> issue_step(const BrkOp& op, const StepContext& context) {
  if (context.step > 0) return std::nullopt;
  const uint64_t bytes = op.pages * kPageBytes;
  return call(Sys::kBrk, op.grow ? bytes : 0 - bytes);  // signed, in two's complement
}

// Step 1, where the mapping moves: the table of pins is touched in simulated order.
std::optional<Op> issue_step(const RemapOp& op, const StepContext& context) {
  if (context.step == 1 && op.from != op.to) return call(Sys::kOrdered);
  if (context.step > 0) return std::nullopt;
  const auto& layout = context.conductor.layout();
  const VirtAddr from = layout.base(op.from).value_or(VirtAddr(kMmapBase));
  const auto to = layout.base(op.to);
  // In place the kernel finds for itself that it fits; elsewhere it is told where.
  const uint64_t address = to && *to != from ? to->value : 0;
  return call(Sys::kMremap, from.value, op.old_pages * kPageBytes, op.pages * kPageBytes, address);
}
std::optional<Wrong> absorb_step(const RemapOp& op, const StepContext& context,
                                 const OpResult& last) {
  if (context.step == 0) return check_place(op.to, context, last.value);
  move_pins(context.pins(), op.from, op.to);
  return std::nullopt;
}

std::optional<Op> issue_step(const WriteOp& op, const StepContext& context) {
  const auto va = page_of_step(op.range, context);
  if (!va) return std::nullopt;
  return Op::store(*va, op.value);
}

std::optional<Op> issue_step(const ReadOp& op, const StepContext& context) {
  const auto va = page_of_step(op.range, context);
  if (!va) return std::nullopt;
  return Op::load(*va);
}
std::optional<Wrong> absorb_step(const ReadOp& op, const StepContext& context,
                                 const OpResult& last) {
  if (op.reg) context.conductor.cast().registers[*op.reg] = last.value;
  if (!op.condition || op.condition->holds(last.value)) return std::nullopt;
  return Wrong{fmt::format("{} {}", place_text(op.range, op.range.first + context.step),
                           op.condition->text()),
               fmt::format("{}", last.value)};
}

std::optional<Op> issue_step(const FetchOp& op, const StepContext& context) {
  const auto va = page_of_step(op.page, context);
  if (!va) return std::nullopt;
  return Op::fetch(*va);
}

std::optional<Op> issue_step(const KwriteOp& op, const StepContext& context) {
  if (context.step > 0) return std::nullopt;
  const VirtAddr va = context.conductor.layout().address(op.page, op.page.first, op.page.offset);
  return call(Sys::kKernelWrite, va.value, 8, op.value);
}

}  // namespace cowmmu::litmus
