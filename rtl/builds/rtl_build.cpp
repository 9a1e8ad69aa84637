// SPDX-License-Identifier: Apache-2.0
#include "builds/rtl_build.h"

#include <algorithm>
#include <array>

namespace cowmmu {
namespace {

constexpr auto kTiny = std::to_array<RtlChange>({
    {"machine.mmu.mode", "sv39"},
    {"machine.mmu.fence_address_cycles", "7"},
    {"machine.mmu.fence_both_cycles", "8"},
    {"machine.mmu.fence_asid_cycles", "9"},
    {"machine.mmu.fence_all_cycles", "10"},
    {"machine.tlb.l1i.entries", "4"},
    {"machine.tlb.l1d.entries", "4"},
    {"machine.tlb.l1d.replacement", "plru"},
    {"machine.tlb.l2.entries", "8"},
    {"machine.tlb.l2.ways", "2"},
    {"machine.tlb.l2.hit_cycles", "2"},
    {"machine.walker.walks", "1"},
    {"machine.walker.pwc_entries", "2"},
    {"machine.copier.window", "2"},
    {"machine.copier.start_cycles", "1"},
    {"hart.mshrs", "2"},
});

// Nothing is a power of two that need not be one; the deepest tables; the other policy.
constexpr auto kOdd = std::to_array<RtlChange>({
    {"machine.mmu.mode", "sv57"},
    {"machine.mmu.fence_address_cycles", "7"},
    {"machine.mmu.fence_both_cycles", "9"},
    {"machine.mmu.fence_asid_cycles", "13"},
    {"machine.mmu.fence_all_cycles", "11"},
    {"machine.tlb.l1i.entries", "7"},
    {"machine.tlb.l1i.replacement", "plru"},
    {"machine.tlb.l1i.hit_cycles", "2"},
    {"machine.tlb.l1d.entries", "12"},
    {"machine.tlb.l1d.ways", "3"},
    {"machine.tlb.l1d.hit_cycles", "3"},
    {"machine.tlb.l2.entries", "20"},
    {"machine.tlb.l2.ways", "5"},
    {"machine.tlb.l2.hit_cycles", "1"},
    {"machine.tlb.l2.replacement", "plru"},
    {"machine.walker.walks", "3"},
    {"machine.walker.pwc_entries", "5"},
    {"machine.walker.start_cycles", "2"},
    {"machine.walker.pwc_cycles", "3"},
    {"machine.walker.fill_cycles", "2"},
    {"machine.walker.adue", "false"},
    {"machine.walker.hier", "true"},
    {"machine.copier.window", "5"},
    {"machine.copier.start_cycles", "3"},
    {"hart.mshrs", "5"},
});

// What an induction proof finishes for.
constexpr auto kProof = std::to_array<RtlChange>({
    {"machine.mmu.mode", "sv39"},
    {"machine.mmu.fence_address_cycles", "7"},
    {"machine.mmu.fence_both_cycles", "8"},
    {"machine.mmu.fence_asid_cycles", "8"},
    {"machine.mmu.fence_all_cycles", "7"},
    {"machine.tlb.l1i.entries", "4"},
    {"machine.tlb.l1d.entries", "4"},
    {"machine.tlb.l2.entries", "4"},
    {"machine.tlb.l2.ways", "2"},
    {"machine.tlb.l2.hit_cycles", "1"},
    {"machine.walker.walks", "1"},
    {"machine.walker.pwc_entries", "2"},
    {"machine.copier.window", "2"},
    {"machine.copier.start_cycles", "2"},
});

// The smallest walker that has walks beside each other.
constexpr auto kPair = std::to_array<RtlChange>({
    {"machine.mmu.mode", "sv39"},
    {"machine.walker.walks", "2"},
    {"machine.walker.pwc_entries", "2"},
});

// The default times, few entries: what the proof of idle cycles of the whole MMU finishes for.
constexpr auto kTimes = std::to_array<RtlChange>({
    {"machine.tlb.l1i.entries", "2"},
    {"machine.tlb.l1d.entries", "2"},
    {"machine.tlb.l2.entries", "8"},
    {"machine.tlb.l2.ways", "2"},
    {"machine.walker.pwc_entries", "1"},
});

constexpr auto kBuilds = std::to_array<RtlBuild>({
    {"default", "the default parameters", true, {}},
    {"tiny", "the smallest: Sv39, every array of a few entries", true, kTiny},
    {"odd", "odd sizes: Sv57, ways and cycles that are no powers of two", false, kOdd},
    {"proof", "the sizes that formal proofs finish for", false, kProof},
    {"pair", "two walks at a time, for gates of the walker", false, kPair},
    {"times", "the default parameters, but arrays of a few entries, for proofs", false, kTimes},
});

}  // namespace

std::span<const RtlBuild> all_rtl_builds() { return kBuilds; }

const RtlBuild* find_rtl_build(std::string_view name) {
  const auto it = std::ranges::find(kBuilds, name, &RtlBuild::name);
  return it == kBuilds.end() ? nullptr : &*it;
}

Params rtl_build_params(const ParamRegistry& registry, const RtlBuild& build) {
  Params params;
  for (const RtlChange& change : build.changes)
    registry.set_text(params, change.name, change.value);
  return params;
}

}  // namespace cowmmu
