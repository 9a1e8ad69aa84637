// SPDX-License-Identifier: Apache-2.0
// The four fences (privileged spec, SFENCE.VMA).
#include <gtest/gtest.h>

#include "entries.h"

namespace cowmmu {

// Found by GoogleTest in the type's own namespace.
static void PrintTo(const TlbParams& p, std::ostream* out) { *out << p.entries << 'x' << p.ways; }

namespace {

using namespace test;

class TlbFence : public testing::TestWithParam<TlbParams> {
 protected:
  TlbFence() {
    for (const TlbEntry& e : {page(0x201, kA), page(0x201, kB), page(0x300, kA),
                              global(page(0x400, kA)), global(superpage(0x600, kB, 1))})
      tlb_.fill(e);
  }
  bool has(uint64_t vpn, Asid asid) const { return tlb_.find(Vpn(vpn), asid) != nullptr; }
  TlbArray tlb_{GetParam()};
};

TEST_P(TlbFence, all_removes_everything_global_included) {
  EXPECT_EQ(tlb_.fence(Fence::all()), 5u);
  EXPECT_EQ(tlb_.occupancy(), 0u);
  EXPECT_EQ(tlb_.fence(Fence::all()), 0u);
  EXPECT_EQ(tlb_.stats().fences, 2u);
  EXPECT_EQ(tlb_.stats().fenced, 5u);
}

TEST_P(TlbFence, asid_removes_its_space_but_no_global_entry) {
  EXPECT_EQ(tlb_.fence(Fence::of_asid(kA)), 2u);
  EXPECT_FALSE(has(0x201, kA));
  EXPECT_FALSE(has(0x300, kA));
  EXPECT_TRUE(has(0x201, kB));
  EXPECT_TRUE(has(0x400, kA));
}

TEST_P(TlbFence, address_removes_it_from_every_space_and_global) {
  EXPECT_EQ(tlb_.fence(Fence::of_address(VirtAddr(0x201fff))), 2u);
  EXPECT_TRUE(has(0x300, kA));
  EXPECT_EQ(tlb_.fence(Fence::of_address(VirtAddr(0x400000))), 1u);
  EXPECT_FALSE(has(0x400, kB));
}

TEST_P(TlbFence, address_and_asid_removes_that_page_of_that_space_only) {
  EXPECT_EQ(tlb_.fence(Fence::of_page(VirtAddr(0x201000), kA)), 1u);
  EXPECT_FALSE(has(0x201, kA));
  EXPECT_TRUE(has(0x201, kB));
  EXPECT_EQ(tlb_.fence(Fence::of_page(VirtAddr(0x400000), kA)), 0u);
  EXPECT_TRUE(has(0x400, kA));
}

TEST_P(TlbFence, address_removes_every_size_that_covers_it) {
  TlbArray tlb(GetParam());
  const uint64_t at = 7ULL << 36;
  for (const TlbEntry& e : {page(at + 5, kA), page(at + 6, kA), napot(at, kA), superpage(at, kA, 1),
                            superpage(at, kA, 2)})
    tlb.fill(e);
  EXPECT_EQ(tlb.fence(Fence::of_page(addr_of(Vpn(at + 5)), kA)), 4u);
  EXPECT_NE(tlb.find(Vpn(at + 6), kA), nullptr);
  EXPECT_EQ(tlb.find(Vpn(at + 7), kA), nullptr);
}

TEST_P(TlbFence, an_address_at_the_far_end_of_a_region_removes_it) {
  TlbArray tlb(GetParam());
  for (const TlbEntry& e : {napot(0x100, kA), superpage(0x200, kA, 1), superpage(0x40000, kA, 2)}) {
    tlb.fill(e);
    const VirtAddr last = addr_of(Vpn(e.vpn.value + e.mask));
    EXPECT_EQ(tlb.fence(Fence::of_address(addr_of(Vpn(e.vpn.value + e.pages())))), 0u);
    EXPECT_EQ(tlb.fence(Fence::of_address(last)), 1u);
  }
}

TEST_P(TlbFence, a_fenced_translation_is_not_hit_through_the_hint) {
  ASSERT_NE(tlb_.lookup(Vpn(0x201), kA), nullptr);
  ASSERT_NE(tlb_.hinted(Vpn(0x201), kA), nullptr);
  tlb_.fence(Fence::of_page(VirtAddr(0x201000), kA));
  EXPECT_EQ(tlb_.hinted(Vpn(0x201), kA), nullptr);
  EXPECT_EQ(tlb_.lookup(Vpn(0x201), kA), nullptr);
}

INSTANTIATE_TEST_SUITE_P(Shapes, TlbFence, testing::Values(fully(16), sets_of(4, 4)),
                         [](const auto& shape) {
                           return shape.param.ways == 0 ? "fully_associative" : "set_associative";
                         });

}  // namespace
}  // namespace cowmmu
