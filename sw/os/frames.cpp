// SPDX-License-Identifier: Apache-2.0
#include "os/frames.h"

#include "base/check.h"

namespace cowmmu {
namespace {

uint64_t scattered_frames(const PhysicalLayout& layout, const MemoryParams& memory) {
  return static_cast<uint64_t>(static_cast<double>(layout.frames()) * memory.aged);
}
FrameUse use_of(FrameState state) {
  return static_cast<FrameUse>(static_cast<int>(state) - static_cast<int>(FrameState::kUser));
}

}  // namespace

FrameAllocator::FrameAllocator(const PhysicalLayout& layout, const OsParams& params, uint64_t harts,
                               uint64_t seed, IOsObserver& observer, OsCounters& counters)
    : layout_(layout),
      cost_(params.cost),
      charge_(params.cost.accounting == "free" ? 0 : params.cost.charge),
      scattered_(scattered_frames(layout, params.memory)),
      descriptors_(layout),
      zone_(layout, params.cost, scattered_, seed),
      caches_(layout, params, harts),
      limits_(layout, params.memory.user_frames),
      usage_(layout.frames(), harts),
      observer_(observer),
      counters_(counters) {}

std::optional<Ppn> FrameAllocator::allocate(ICpu& cpu, FrameUse use, unsigned order) {
  const uint64_t frames = 1ULL << order;
  spend(cpu, cost_.alloc + charge_ * frames);
  if (!limits_.charge(cpu, use, frames)) return std::nullopt;
  const auto frame = order == 0 ? take_one(cpu) : take_block(cpu, order);
  if (!frame) {
    limits_.uncharge(cpu, use, frames);
    return std::nullopt;
  }
  const bool user = use == FrameUse::kUser;
  descriptors_.set_counts(cpu, *frame, user ? FrameCounts::kMapping : FrameCounts::kReference);
  descriptors_.set_frame(cpu, *frame, {.state = state_of(use), .exclusive = user, .order = order});
  usage_.change(cpu, use, static_cast<int64_t>(frames));
  counters_.of(cpu).frames_allocated += frames;
  observer_.frames_in_use(cpu, static_cast<int64_t>(frames));
  return frame;
}

std::optional<Ppn> FrameAllocator::take_one(ICpu& cpu) {
  if (const auto frame = caches_.pop(cpu, cpu.id().value)) return frame;
  return refill(cpu);
}

std::optional<Ppn> FrameAllocator::refill(ICpu& cpu) {
  const LockGuard guard(cpu, zone_.lock());
  usage_.settle(cpu);
  // An aged machine has no blocks worth a batch.
  const unsigned order = scattered_ == 0 ? HartCaches::kBatchOrder : 0;
  auto block = zone_.take(cpu, order);
  if (!block) block = zone_.take_smaller(cpu, order);
  if (!block) return caches_.steal(cpu);
  caches_.fill(cpu, cpu.id().value, *block);
  return block->first;
}

std::optional<Ppn> FrameAllocator::take_block(ICpu& cpu, unsigned order) {
  const LockGuard guard(cpu, zone_.lock());
  usage_.settle(cpu);
  const auto block = zone_.take(cpu, order);
  return block ? std::optional(block->first) : std::nullopt;
}

void FrameAllocator::free(ICpu& cpu, Ppn frame) {
  const FrameWord word = descriptors_.frame(cpu, frame);
  COWMMU_CHECK(in_use(word.state), "frame " + std::to_string(frame.value) + " freed twice");
  const FrameUse use = use_of(word.state);
  const uint64_t frames = 1ULL << word.order;
  if (use == FrameUse::kTable) {
    observer_.table_freed(cpu, frame);
  } else {
    observer_.frame_freed(cpu, frame);
  }
  spend(cpu, cost_.free + charge_ * frames);
  usage_.change(cpu, use, -static_cast<int64_t>(frames));
  counters_.of(cpu).frames_freed += frames;
  observer_.frames_in_use(cpu, -static_cast<int64_t>(frames));
  give_block(cpu, frame, word.order);
  limits_.uncharge(cpu, use, frames);
}

void FrameAllocator::give_block(ICpu& cpu, Ppn frame, unsigned order) {
  const uint64_t hart = cpu.id().value;
  if (order == 0 && caches_.push(cpu, hart, frame)) return;
  const LockGuard guard(cpu, zone_.lock());
  usage_.settle(cpu);
  if (order == 0) caches_.drain(cpu, hart, zone_);
  zone_.give(cpu, {frame, order});
}

}  // namespace cowmmu
