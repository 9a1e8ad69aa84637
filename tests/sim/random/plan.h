// SPDX-License-Identifier: Apache-2.0
// Plan: what a random program believes about the pages it plays with. There are few of them, so
// that programs meet themselves; they cross a leaf table's and a higher table's end.
#pragma once

#include <array>

#include "base/types.h"
#include "os/syscall.h"

namespace cowmmu::random {

// Pages of one address space, by a small number.
inline constexpr uint64_t kPages = 40;
inline constexpr uint64_t kOwnedPages = 24;  // [0, 24): a thread's own while others run
inline constexpr uint64_t kFlagPage = 39;    // always mapped: threads tell their end here
inline constexpr uint64_t kCommonEnd = 39;   // [24, 39): every thread has words of its own

struct Run {
  uint64_t first = 0, end = 0;
  uint64_t pages() const { return end - first; }
};

// Pages whose addresses follow each other.
inline constexpr std::array<Run, 3> kZones{{{0, 24}, {24, 32}, {32, 40}}};
inline constexpr std::array<uint64_t, 3> kZoneBase{
    0x4000'0000 + 0x200000 - 12 * kPageBytes,  // ends a leaf table
    0x10'0000'0000,                            // has tables of its own
    0x14'0000'0000 - 4 * kPageBytes,           // ends a 1 GiB region
};

constexpr size_t zone_of(uint64_t page) { return page < 24 ? 0 : page < 32 ? 1 : 2; }
constexpr VirtAddr address_of(uint64_t page) {
  const size_t zone = zone_of(page);
  return VirtAddr(kZoneBase[zone] + (page - kZones[zone].first) * kPageBytes);
}

enum class Backing : uint8_t { kNothing, kPrivate, kFile, kShared };

struct PlannedPage {
  Backing backing = Backing::kNothing;
  uint64_t prot = 0;

  bool mapped() const { return backing != Backing::kNothing; }
  bool allows(uint64_t right) const { return mapped() && (prot & right) != 0; }
};

using Plan = std::array<PlannedPage, kPages>;

}  // namespace cowmmu::random
