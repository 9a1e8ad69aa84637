// SPDX-License-Identifier: Apache-2.0
// A closed formula as data: a sum of terms, each so many cycles a named count, with the accesses
// that they are. The tests evaluate it and docs/formulas.md prints it, so that it is written once.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace cowmmu::formulas {

enum class Count : uint8_t {
  kOne,
  kPages,
  kWritten,
  kFreed,
  kTables,
  kUpper,
  kLevels,
  kHarts,
  kElsewhere,
  kTargets,
  kRanges,
  kFences,
  kPoll,
  kRefills,
};
inline constexpr size_t kCounts = 14;

struct CountInfo {
  std::string_view symbol, meaning;
};
inline constexpr std::array<CountInfo, kCounts> kCountInfos = {{
    {"1", "once"},
    {"n", "pages of the process: private, anonymous, writable, each with a frame"},
    {"w", "pages that are written after the fork"},
    {"x", "frames that the exiting process is the last to hold"},
    {"t", "page tables below the root: ceil(n/512) + ceil(n/512^2) + ... for levels 0 to L-2"},
    {"u", "table levels above the leaf, a leaf table: (L-1) ceil(n/512)"},
    {"L", "levels of the paging mode: Sv39 3, Sv48 4, Sv57 5"},
    {"H", "harts"},
    {"e", "1 where the child goes to another hart (H > 1), else 0"},
    {"k",
     "remote harts that a shootdown interrupts: none under `ipi_mask` here, H-1 under "
     "`ipi_all`"},
    {"r", "ranges in the shootdown's request: 1, or 0 where the address space is flushed whole"},
    {"f", "fences: one a page, or 1 in all where n is beyond os.flush_ceiling"},
    {"p",
     "how the waiting hart's polling meets the last acknowledgement: m mod 2 of "
     "m = min(k, 2+r)"},
    {"R",
     "refills of a hart's frame cache: ceil((B+a)/32) - ceil(B/32) for a allocations "
     "after B"},
}};

struct Term {
  uint64_t cycles;
  Count count;
  std::string_view accesses;
};
// `more`: terms that only this one of several related formulas has.
struct Formula {
  std::string_view name;
  std::span<const Term> terms;
  std::span<const Term> more = {};
};

// What the counts are in one run.
struct Counts {
  std::array<uint64_t, kCounts> of{};
  uint64_t& operator[](Count c) { return of[static_cast<size_t>(c)]; }
  uint64_t operator[](Count c) const { return of[static_cast<size_t>(c)]; }
};

constexpr uint64_t value(const Formula& formula, const Counts& counts) {
  uint64_t sum = 0;
  for (const Term& term : formula.terms) sum += term.cycles * counts[term.count];
  for (const Term& term : formula.more) sum += term.cycles * counts[term.count];
  return sum;
}

}  // namespace cowmmu::formulas
