// SPDX-License-Identifier: Apache-2.0
#include "rtl/mmu/mmu_twin.h"

#include <algorithm>
#include <array>

namespace cowmmu::test {
namespace {

std::vector<TlbEntry> entries(const TlbArray& array, const RtlTlbFields& fields) {
  std::vector<TlbEntry> all;
  array.for_each_entry([&](const TlbEntry& e) {
    const Pte flags = Pte::make(e.ppn, e.pte.bits() & 0xff);
    all.push_back(
        fields.entry(e.vpn.value, static_cast<unsigned>(e.size()), e.asid, e.global, flags));
  });
  return all;
}

}  // namespace

MmuContents contents(const TimedMmu& model, PagingMode mode) {
  const RtlTlbFields fields(mode);
  return {entries(model.l1i(), fields), entries(model.l1d(), fields), entries(model.l2(), fields),
          pwc_contents(model.pwc())};
}

bool none_too_old(const MmuContents& all, const FenceWatch& watch) {
  return std::ranges::none_of(std::array{&all.l1i, &all.l1d, &all.l2}, [&](const auto* tlb) {
    return std::ranges::any_of(*tlb, [&](const TlbEntry& e) { return watch.forbids(e); });
  });
}

void expect_traffic_of_all_kinds(const MmuTraffic& t, const Params& params) {
  const uint64_t some = twin_cycles(1'000'000) / 10'000;
  EXPECT_GT(t.l1_hits, 20 * some);
  EXPECT_GT(t.l2_hits, some);
  EXPECT_GT(t.walked, 20 * some);
  EXPECT_GT(t.l1_faults, some);
  EXPECT_GT(t.l2_faults, some / 10);
  EXPECT_GT(t.page_faults, 20 * some);
  EXPECT_GT(t.access_faults, some);
  EXPECT_GT(t.at_once, some);
  EXPECT_GT(t.follow, 10 * some);
  EXPECT_GT(t.ad_walks, some / 10);
  EXPECT_GT(t.joins + 1, params.machine.walker.walks > 1 ? some : 0);
  EXPECT_GT(t.updates, 2 * some);
  EXPECT_GT(t.failed_updates, some / 2);
  EXPECT_GT(t.memory_refusals, 10 * some);
  EXPECT_GT(t.idle, some);
  for (size_t tlb = 0; tlb < t.evictions.size(); ++tlb)
    EXPECT_GT(t.evictions[tlb], some / 10) << "TLB " << tlb;
  for (size_t kind = 0; kind < t.fences.size(); ++kind)
    EXPECT_GT(t.fences[kind], some) << "fence kind " << kind;
  EXPECT_GT(t.late_fences, some / 10);
  EXPECT_GT(t.fence_refusals, 10 * some);
  EXPECT_GT(t.fences_in_a_row, some / 10);
  EXPECT_GT(t.lost_refills, some / 20);
  EXPECT_GT(t.stamped, 20 * some);
  EXPECT_EQ(t.too_old, 0u);
}

}  // namespace cowmmu::test
