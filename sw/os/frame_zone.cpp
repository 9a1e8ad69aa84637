// SPDX-License-Identifier: Apache-2.0
#include "os/frame_zone.h"

#include <algorithm>
#include <bit>

#include "os/syscall.h"

namespace cowmmu {
namespace {

// A bijection of [0, n): a four-round Feistel network over the next even number of bits, walked
// along its cycle until it is below n (Black and Rogaway, "Ciphers with arbitrary finite domains").
uint64_t permuted(uint64_t i, uint64_t n, uint64_t seed) {
  const unsigned half = (static_cast<unsigned>(std::bit_width(n)) + 1) / 2;
  const uint64_t mask = (1ULL << half) - 1;
  do {
    for (uint64_t round = 0; round < 4; ++round) {
      const uint64_t left = i >> half, right = i & mask;
      i = (right << half) | (left ^ (mix64(seed + round, right) & mask));
    }
  } while (i >= n);
  return i;
}

}  // namespace

FrameZone::FrameZone(const PhysicalLayout& layout, const CostParams& cost, uint64_t scattered,
                     uint64_t seed)
    : layout_(layout),
      descriptors_(layout),
      lock_(LockCosts(cost).spin(layout.allocator)),
      buddy_step_(cost.buddy_step),
      scattered_(scattered),
      seed_(seed) {}

Ppn FrameZone::scattered_frame(uint64_t n) const {
  return Ppn(layout_.frames_first.value + permuted(n, scattered_, seed_));
}

Ppn FrameZone::untouched(ICpu& cpu) const {
  const uint64_t first = layout_.frames_first.value + scattered_;
  return Ppn(std::max(cpu.load(word(2)), first));
}

std::optional<FrameBlock> FrameZone::take(ICpu& cpu, unsigned order) {
  const uint64_t mask = cpu.load(word(4)) & ~((1ULL << order) - 1);
  if (mask != 0) return take_listed(cpu, order, mask);
  if (order == 0 && scattered_ != 0) {
    if (const auto block = take_scattered(cpu)) return block;
  }
  return take_untouched(cpu, order);
}

std::optional<FrameBlock> FrameZone::take_smaller(ICpu& cpu, unsigned order) {
  const uint64_t mask = cpu.load(word(4)) & ((1ULL << order) - 1);
  if (mask != 0) {
    const unsigned largest = static_cast<unsigned>(std::bit_width(mask)) - 1;
    return FrameBlock{pop(cpu, largest), largest};
  }
  while (order-- > 0) {
    if (const auto block = take_untouched(cpu, order)) return block;
  }
  return std::nullopt;
}

std::optional<FrameBlock> FrameZone::take_scattered(ICpu& cpu) {
  const uint64_t taken = scattered_taken(cpu);
  if (taken == scattered_) return std::nullopt;
  cpu.store(word(3), taken + 1);
  return FrameBlock{scattered_frame(taken), 0};
}

// 1 load, 1 store. Whatever alignment skips goes to the free lists.
std::optional<FrameBlock> FrameZone::take_untouched(ICpu& cpu, unsigned order) {
  uint64_t next = untouched(cpu).value;
  const uint64_t size = 1ULL << order;
  const uint64_t first = (next + size - 1) & ~(size - 1);
  if (first + size > layout_.frames_end.value) return std::nullopt;
  while (next < first) {
    const unsigned skipped = static_cast<unsigned>(std::countr_zero(next));
    push(cpu, {Ppn(next), skipped});
    next += 1ULL << skipped;
  }
  cpu.store(word(2), first + size);
  return FrameBlock{Ppn(first), order};
}

// A pop, then per split one push of the upper half.
std::optional<FrameBlock> FrameZone::take_listed(ICpu& cpu, unsigned order, uint64_t mask) {
  unsigned have = static_cast<unsigned>(std::countr_zero(mask));
  const Ppn first = pop(cpu, have);
  while (have > order) {
    --have;
    spend(cpu, buddy_step_);
    push(cpu, {Ppn(first.value + (1ULL << have)), have});
  }
  return FrameBlock{first, order};
}

void FrameZone::set_head(ICpu& cpu, unsigned order, Ppn block) {
  cpu.store(head(order), block.value);
  const uint64_t mask = cpu.load(word(4));
  const uint64_t bit = 1ULL << order;
  const uint64_t now = block == Ppn{} ? mask & ~bit : mask | bit;
  if (now != mask) cpu.store(word(4), now);
}

// 1 load and 3 stores, 1 store where the list was not empty, and the mask.
void FrameZone::push(ICpu& cpu, FrameBlock block) {
  const Ppn second(cpu.load(head(block.order)));
  descriptors_.set_frame(cpu, block.first,
                         {.state = FrameState::kFreeBlock, .order = block.order, .next = second});
  descriptors_.set_previous(cpu, block.first, Ppn{});
  if (second != Ppn{}) descriptors_.set_previous(cpu, second, block.first);
  set_head(cpu, block.order, block.first);
}

// 2 loads and 1 store, 1 store where the list goes on, and the mask.
Ppn FrameZone::pop(ICpu& cpu, unsigned order) {
  const Ppn first(cpu.load(head(order)));
  const Ppn second = descriptors_.frame(cpu, first).next;
  if (second != Ppn{}) descriptors_.set_previous(cpu, second, Ppn{});
  set_head(cpu, order, second);
  return first;
}

void FrameZone::remove(ICpu& cpu, Ppn block, FrameWord frame) {
  const Ppn before = descriptors_.previous(cpu, block);
  if (frame.next != Ppn{}) descriptors_.set_previous(cpu, frame.next, before);
  if (before == Ppn{}) {
    set_head(cpu, frame.order, frame.next);
    return;
  }
  FrameWord word_before = descriptors_.frame(cpu, before);
  word_before.next = frame.next;
  descriptors_.set_frame(cpu, before, word_before);
}

// 1 load of each buddy looked at; a merge also removes it from its list.
void FrameZone::give(ICpu& cpu, FrameBlock block) {
  while (block.order < kMaxOrder) {
    const Ppn buddy(block.first.value ^ block.frames());
    if (buddy < layout_.frames_first || buddy.value + block.frames() > layout_.frames_end.value) {
      break;
    }
    const FrameWord frame = descriptors_.frame(cpu, buddy);
    if (frame.state != FrameState::kFreeBlock || frame.order != block.order) break;
    spend(cpu, buddy_step_);
    remove(cpu, buddy, frame);
    descriptors_.set_frame(cpu, std::max(buddy, block.first), {});  // no head of a block any more
    block = {std::min(buddy, block.first), block.order + 1};
  }
  push(cpu, block);
}

}  // namespace cowmmu
