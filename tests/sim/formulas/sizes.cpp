// SPDX-License-Identifier: Apache-2.0
#include "sizes.h"

#include <algorithm>
#include <utility>

#include "params/presets.h"

namespace cowmmu::formulas {
namespace {

constexpr uint64_t kPtesATable = 512;
constexpr uint64_t kFramesARefill = 32;

constexpr uint64_t divided_up(uint64_t a, uint64_t b) { return (a + b - 1) / b; }

uint64_t flush_ceiling() {
  static const uint64_t ceiling = preset_params(ParamRegistry(), "unit").os.flush_ceiling;
  return ceiling;
}

// A hart's cache is empty at first and at every 32nd allocation, as long as nothing is freed.
uint64_t refills(uint64_t before, uint64_t allocations) {
  return divided_up(before + allocations, kFramesARefill) - divided_up(before, kFramesARefill);
}

Counts common_counts(const Size& size) {
  Counts c;
  c[Count::kOne] = 1;
  c[Count::kPages] = size.pages;
  c[Count::kWritten] = size.written;
  c[Count::kTables] = tables_of(size.pages, size.levels);
  c[Count::kUpper] = (size.levels - 1) * divided_up(size.pages, kPtesATable);
  c[Count::kLevels] = size.levels;
  c[Count::kHarts] = size.harts;
  c[Count::kElsewhere] = size.harts > 1 ? 1 : 0;
  return c;
}

// Frames that hart 0 has handed out before the fork, and at it.
uint64_t frames_before(const Size& size) {
  return size.pages + tables_of(size.pages, size.levels) + 1;
}
uint64_t frames_at_fork(const Size& size) {
  const uint64_t copies = size.policy == Policy::kEager ? size.pages : 0;
  return tables_of(size.pages, size.levels) + 1 + copies;
}

}  // namespace

uint64_t tables_of(uint64_t pages, uint64_t levels) {
  uint64_t tables = 0;
  for (uint64_t level = 0; level + 1 < levels; ++level) {
    pages = divided_up(pages, kPtesATable);
    tables += pages;
  }
  return tables;
}

uint64_t targets_of(const Size& size) { return size.all_harts ? size.harts - 1 : 0; }

Counts fork_counts(const Size& size) {
  Counts c = common_counts(size);
  c[Count::kRefills] = refills(frames_before(size), frames_at_fork(size));
  return c;
}

Counts shootdown_counts(const Size& size) {
  Counts c = common_counts(size);
  const bool whole = size.pages > flush_ceiling();
  c[Count::kTargets] = targets_of(size);
  c[Count::kRanges] = whole ? 0 : 1;
  c[Count::kFences] = whole ? 1 : size.pages;
  c[Count::kPoll] = std::min(c[Count::kTargets], 2 + c[Count::kRanges]) % 2;
  return c;
}

Counts fault_counts(const Size& size) {
  Counts c = common_counts(size);
  const uint64_t before = size.harts > 1 ? 0 : frames_before(size) + frames_at_fork(size);
  c[Count::kRefills] = refills(before, size.written);
  return c;
}

Counts exit_counts(const Size& size) {
  Counts c = common_counts(size);
  c[Count::kFreed] = size.policy == Policy::kEager ? size.pages : size.written;
  return c;
}

uint64_t fork_cycles(const Size& size) {
  const uint64_t base = value(fork(size.policy), fork_counts(size));
  if (size.policy == Policy::kEager) return base;
  const Counts counts = shootdown_counts(size);
  return base + value(counts[Count::kTargets] == 0 ? local_flush() : shootdown(), counts);
}

uint64_t faults_cycles(const Size& size) {
  if (size.policy == Policy::kEager) return 0;
  Counts counts = fault_counts(size);
  const uint64_t in_refills = std::exchange(counts[Count::kRefills], 0);
  Counts only_refills;
  only_refills[Count::kRefills] = in_refills;
  const Formula fault = cow_fault(size.policy);
  return size.written * value(fault, counts) + value(fault, only_refills);
}

uint64_t exit_cycles(const Size& size) { return value(exit(), exit_counts(size)); }

uint64_t policy_cycles(const Size& size) {
  const Formula store = size.policy == Policy::kEager ? plain_store() : faulting_store();
  return fork_cycles(size) + size.written * value(store, common_counts(size)) +
         faults_cycles(size) + exit_cycles(size);
}

uint64_t break_even(Size size) {
  Size eager = size;
  eager.policy = Policy::kEager;
  for (size.written = 0; size.written < size.pages; ++size.written) {
    eager.written = size.written;
    if (policy_cycles(size) >= policy_cycles(eager)) break;
  }
  return size.written;
}

}  // namespace cowmmu::formulas
