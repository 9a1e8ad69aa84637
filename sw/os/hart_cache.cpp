// SPDX-License-Identifier: Apache-2.0
#include "os/hart_cache.h"

#include "base/check.h"

namespace cowmmu {
namespace {

constexpr uint64_t kFirstLine = 4;  // of the allocator lines
constexpr unsigned kCountShift = 44;

}  // namespace

HartCaches::HartCaches(const PhysicalLayout& layout, const OsParams& params, uint64_t harts)
    : descriptors_(layout), high_(params.memory.hart_cache) {
  COWMMU_CHECK(kFirstLine + harts <= PhysicalLayout::kAllocatorLines, "too many harts");
  for (uint64_t h = 0; h < harts; ++h) {
    const PhysAddr line(layout.allocator.value + (kFirstLine + h) * kLineBytes);
    caches_.push_back({PhysAddr(line.value + 16), LockCosts(params.cost).spin(line)});
  }
}

HartCaches::List HartCaches::load(ICpu& cpu, const Cache& cache) const {
  const uint64_t bits = cpu.load(cache.word);
  return {Ppn(bits & ((1ULL << kCountShift) - 1)), bits >> kCountShift};
}

void HartCaches::store(ICpu& cpu, const Cache& cache, List list) const {
  cpu.store(cache.word, list.first.value | (list.count << kCountShift));
}

std::optional<Ppn> HartCaches::pop_locked(ICpu& cpu, const Cache& cache) {
  const List list = load(cpu, cache);
  if (list.count == 0) return std::nullopt;
  store(cpu, cache, {descriptors_.frame(cpu, list.first).next, list.count - 1});
  return list.first;
}

std::optional<Ppn> HartCaches::pop(ICpu& cpu, uint64_t hart) {
  const LockGuard guard(cpu, caches_[hart].lock);
  return pop_locked(cpu, caches_[hart]);
}

bool HartCaches::push(ICpu& cpu, uint64_t hart, Ppn frame) {
  Cache& cache = caches_[hart];
  const LockGuard guard(cpu, cache.lock);
  const List list = load(cpu, cache);
  if (list.count >= high_) return false;
  descriptors_.set_frame(cpu, frame, {.state = FrameState::kCached, .next = list.first});
  store(cpu, cache, {frame, list.count + 1});
  return true;
}

void HartCaches::fill(ICpu& cpu, uint64_t hart, FrameBlock block) {
  Cache& cache = caches_[hart];
  const LockGuard guard(cpu, cache.lock);
  List list = load(cpu, cache);
  for (uint64_t i = block.frames() - 1; i > 0; --i) {
    const Ppn frame(block.first.value + i);
    descriptors_.set_frame(cpu, frame, {.state = FrameState::kCached, .next = list.first});
    list = {frame, list.count + 1};
  }
  store(cpu, cache, list);
}

void HartCaches::drain(ICpu& cpu, uint64_t hart, FrameZone& zone) {
  Cache& cache = caches_[hart];
  const LockGuard guard(cpu, cache.lock);
  List list = load(cpu, cache);
  while (list.count > high_ / 2) {
    const Ppn frame = list.first;
    list = {descriptors_.frame(cpu, frame).next, list.count - 1};
    zone.give(cpu, {frame, 0});
  }
  store(cpu, cache, list);
}

std::optional<Ppn> HartCaches::steal(ICpu& cpu) {
  for (Cache& cache : caches_) {
    const LockGuard guard(cpu, cache.lock);
    if (const auto frame = pop_locked(cpu, cache)) return frame;
  }
  return std::nullopt;
}

}  // namespace cowmmu
