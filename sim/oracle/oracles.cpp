// SPDX-License-Identifier: Apache-2.0
#include "oracle/oracles.h"

#include <algorithm>
#include <tuple>

namespace cowmmu {
namespace {

Witness witness(const ICpu& cpu, const AddressSpace& space) {
  return {cpu.id(), cpu.now(), space.owner};
}

}  // namespace

Oracles::Oracles(const FrameStore& frames, SpaceOf space_of, StaleOracle::OnlyReachable only)
    : frames_(frames),
      space_of_(std::move(space_of)),
      flat_(frames, reports_),
      stale_(frames, reports_, std::move(only)),
      marks_(frames, reports_) {}

void Oracles::take_image(const AddressSpace& space) {
  images_.push_back({space.owner, space.image, image_digest(frames_, space)});
}

void Oracles::finish(const std::vector<const AddressSpace*>& live) {
  for (const AddressSpace* space : live) {
    flat_.verify({HartId(), Cycles(), space->owner}, *space);
    marks_.verify({HartId(), Cycles(), space->owner}, *space);
    take_image(*space);
  }
}

std::vector<ProcessImage> Oracles::images() const {
  std::vector<ProcessImage> sorted = images_;
  std::ranges::stable_sort(sorted, {},
                           [](const ProcessImage& i) { return std::tuple(i.process, i.image); });
  return sorted;
}

void Oracles::plain_load(ICpu& cpu, const AddressSpace& space, VirtAddr va, uint64_t value) {
  flat_.load(witness(cpu, space), space, va, value);
}

void Oracles::plain_store(const AddressSpace& space, VirtAddr va, uint64_t value) {
  flat_.store(space, va, value);
}

void Oracles::pte_changed(ICpu& cpu, const AddressSpace& space, VirtAddr va, unsigned level,
                          Pte before, Pte after) {
  stale_.pte_changed(space, va, Leaf{before, level}, after);
  marks_.pte_changed(witness(cpu, space), space, va, Leaf{before, level}, after);
}

void Oracles::invalidated(ICpu&, const AddressSpace& space, const FlushRequest& request) {
  stale_.invalidated(space, request);
}

void Oracles::frame_freed(ICpu& cpu, Ppn frame) {
  stale_.freed({cpu.id(), cpu.now(), {}}, frame, "a frame was");
}

void Oracles::table_freed(ICpu& cpu, Ppn frame) {
  stale_.freed({cpu.id(), cpu.now(), {}}, frame, "a page table was");
}

void Oracles::mapped(ICpu&, const AddressSpace& space, Vpn first, uint64_t pages, bool shared,
                     uint64_t object, uint64_t object_page) {
  flat_.mapped(space, first, pages, {object, shared, object_page - first.value});
}

void Oracles::revoke_begin(ICpu&, const AddressSpace& space, Vpn first, uint64_t pages,
                           Revoke why) {
  flat_.revoke_begin(space, first, pages, why);
}

void Oracles::revoke_end(ICpu& cpu, const AddressSpace& space, Vpn first, uint64_t pages,
                         Revoke why) {
  flat_.revoke_end(witness(cpu, space), space, first, pages, why);
}

void Oracles::moved(ICpu&, const AddressSpace& space, Vpn from, Vpn to, uint64_t pages) {
  flat_.moved(space, from, to, pages);
}

void Oracles::fork_begin(ICpu&, const AddressSpace& parent) { flat_.fork_begin(parent); }

void Oracles::fork_end(ICpu& cpu, const AddressSpace& parent, const AddressSpace* child) {
  flat_.fork_end(witness(cpu, parent), parent, child);
}

void Oracles::space_created(ICpu&, const AddressSpace& space) {
  flat_.created(space);
  stale_.created(space);
}

void Oracles::space_ending(ICpu& cpu, const AddressSpace& space) {
  take_image(space);
  flat_.ending(witness(cpu, space), space);
  stale_.ending(space);
  marks_.ending(space);
}

void Oracles::kernel_store(ICpu&, const AddressSpace& space, VirtAddr va, uint64_t value, Ppn frame,
                           bool through_pin) {
  if (through_pin) return flat_.pin_store(space, va, value, frame);
  flat_.store(space, va, value);
}

void Oracles::kernel_load(ICpu& cpu, const AddressSpace& space, VirtAddr va, uint64_t value,
                          Ppn frame, bool through_pin) {
  if (through_pin) return flat_.pin_load(witness(cpu, space), space, va, value, frame);
  flat_.load(witness(cpu, space), space, va, value);
}

void Oracles::file_copy_begin(ICpu& cpu, const AddressSpace& space, VirtAddr va) {
  flat_.file_copy_begin(witness(cpu, space), space, vpn_of(va));
}

void Oracles::file_copy_end(ICpu& cpu, const AddressSpace& space, VirtAddr va, Ppn copy) {
  flat_.file_copy_end(witness(cpu, space), space, vpn_of(va), copy);
}

}  // namespace cowmmu
