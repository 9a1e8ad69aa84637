// SPDX-License-Identifier: Apache-2.0
#include "os/memory_audit.h"

#include <boost/unordered/unordered_flat_set.hpp>

namespace cowmmu {
namespace {

using Reached = boost::unordered_flat_set<uint64_t>;

void reach_space(ICpu& untimed, const AddressSpace& space, Reached& reached) {
  reached.insert(space.root.value);
  const Vpn end(1ULL << (va_bits_of(space.mode) - kPageShift));
  for (unsigned level = levels_of(space.mode); level-- > 0;) {
    PteCursor entries(space, Vpn(0), end, level);
    while (const auto entry = entries.next(untimed)) reached.insert(entry->pte.ppn().value);
  }
  for (const auto& [handle, pin] : space.pins) reached.insert(pin.frame.value);
}

}  // namespace

uint64_t count_leaked(const MemoryCore& core, ICpu& untimed,
                      std::span<const AddressSpace* const> live) {
  Reached reached;
  for (const AddressSpace* space : live) reach_space(untimed, *space, reached);
  core.objects.for_each_frame([&](Ppn frame) { reached.insert(frame.value); });
  uint64_t leaked = 0;
  core.services.frames.for_each_in_use(untimed, [&](Ppn frame) {
    if (!reached.contains(frame.value)) ++leaked;
  });
  return leaked;
}

Ppn frame_behind(const MemoryCore& core, ICpu& untimed, const AddressSpace& space, VirtAddr va) {
  const PteSlot slot = core.tables.find(untimed, space, addr_of(vpn_of(va)));
  if (slot.level == 0 && slot.present()) return slot.pte.ppn();
  return core.services.frames.layout().zero_frame;
}

std::optional<uint64_t> references_to(const MemoryCore& core, ICpu& untimed,
                                      const AddressSpace& space, VirtAddr va) {
  const Ppn frame = frame_behind(core, untimed, space, va);
  if (frame == core.services.frames.layout().zero_frame) return std::nullopt;
  const FrameState state = core.descriptors().frame(untimed, frame).state;
  const uint64_t owned = state == FrameState::kUser ? 0 : 1;  // its object's own hold
  return core.descriptors().counts(untimed, frame).references() - owned;
}

}  // namespace cowmmu
