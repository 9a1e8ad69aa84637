// SPDX-License-Identifier: Apache-2.0
#include "os/asid_allocator.h"

#include "base/check.h"

namespace cowmmu {
namespace {

constexpr uint64_t kGenerationWord = 2, kCursorWord = 3, kFlushWord = 4;

bool usable(const OsParams& params, uint64_t harts) {
  return params.asid == "rollover" && (1ULL << params.asid_bits) > 2 * harts;
}
uint64_t bit_of(const ICpu& cpu) { return 1ULL << cpu.id().value; }
uint64_t mask_of(uint64_t harts) { return harts == 64 ? ~0ULL : (1ULL << harts) - 1; }

}  // namespace

AsidAllocator::AsidAllocator(const OsParams& params, uint64_t harts, KernelArena& arena)
    : AsidAllocator(params, harts, arena, arena.reserve_lines()) {}

AsidAllocator::AsidAllocator(const OsParams& params, uint64_t harts, KernelArena& arena,
                             PhysAddr head)
    : enabled_(usable(params, harts)),
      head_(head),
      active_line_(arena.reserve_lines((harts + kWordsPerLine - 1) / kWordsPerLine)),
      lock_(LockCosts(params.cost).spin(head)),
      used_(1ULL << params.asid_bits, false),
      active_(harts),
      reachable_(harts) {}

Asid AsidAllocator::enter(ICpu& cpu, AddressSpace& space) {
  Asid asid{};
  bool flush = false;
  if (enabled_) {
    LockGuard guard(cpu, lock_);
    cpu.load(head_word(kGenerationWord));
    if (space.asid_generation != generation_) renew(cpu, space);
    asid = space.asid;
    active_[cpu.id().value] = {generation_, asid};
    cpu.store(active_word(cpu.id().value), asid.value);
    flush = (must_flush_ & bit_of(cpu)) != 0;
    must_flush_ &= ~bit_of(cpu);
    if (flush) cpu.store(head_word(kFlushWord), must_flush_);
    if (flush) reachable_[cpu.id().value] = Asid();
  }
  if (flush) {
    cpu.fence(Fence::all());
    reachable_[cpu.id().value].reset();
  }
  cpu.atomic(AtomicOp::kOr, space.footprint.harts_word, bit_of(cpu));
  return asid;
}

void AsidAllocator::leave(ICpu& cpu, AddressSpace& space) {
  if (enabled_) return;  // tagged entries may stay, and count for the footprint
  cpu.fence(Fence::all());
  cpu.atomic(AtomicOp::kAnd, space.footprint.harts_word, ~bit_of(cpu));
}

void AsidAllocator::renew(ICpu& cpu, AddressSpace& space) {
  if (keep_reserved(space)) return;
  space.asid = take(cpu);
  space.asid_generation = generation_;
  // No hart has the space loaded (it would have been kept), so nobody can be flushing it now, and
  // no hart holds a translation under the new ASID.
  cpu.store(space.footprint.harts_word, 0);
}

// A hart had the space loaded when the generation began: its ASID goes on. The generation is
// compared too, since an older owner of the same number may come back.
bool AsidAllocator::keep_reserved(AddressSpace& space) {
  const Context old{space.asid_generation, space.asid};
  bool found = false;
  for (Context& context : active_) {
    if (old.generation == 0 || context != old) continue;
    context.generation = generation_;
    found = true;
  }
  if (found) space.asid_generation = generation_;
  return found;
}

Asid AsidAllocator::take(ICpu& cpu) {
  cpu.load(head_word(kCursorWord));
  for (int generations = 0; generations < 2; ++generations) {
    while (++cursor_ < used_.size()) {
      if (used_[cursor_]) continue;
      used_[cursor_] = true;
      cpu.store(head_word(kCursorWord), cursor_);
      return Asid(cursor_);
    }
    begin_generation(cpu);
  }
  COWMMU_CHECK(false, "no ASID free in a new generation");
}

void AsidAllocator::begin_generation(ICpu& cpu) {
  ++generation_;
  cpu.store(head_word(kGenerationWord), generation_);
  used_.assign(used_.size(), false);
  for (size_t h = 0; h < active_.size(); ++h) {
    used_[cpu.load(active_word(h))] = true;  // 0 where the hart never had one
    if (!reachable_[h]) reachable_[h] = active_[h].asid;
  }
  cursor_ = 0;
  must_flush_ = mask_of(active_.size());
  cpu.store(head_word(kFlushWord), must_flush_);
}

}  // namespace cowmmu
