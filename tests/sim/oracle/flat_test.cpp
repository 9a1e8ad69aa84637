// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "bench.h"

namespace cowmmu::test {
namespace {

struct Flat : testing::Test {
  Flat() { flat.created(space), flat.mapped(space, Vpn(0), 64, {}); }
  uint64_t wrong(VirtAddr va, uint64_t value) { return wrong(space, va, value); }
  uint64_t wrong(const AddressSpace& s, VirtAddr va, uint64_t value) {
    const uint64_t before = bench.reports.count();
    flat.load(bench.by, s, va, value);
    return bench.reports.count() - before;
  }

  Bench bench;
  AddressSpace space = bench.space(1), other = bench.space(2);
  FlatOracle flat{bench.frames, bench.reports};
};

TEST_F(Flat, an_untouched_page_reads_zero) {
  EXPECT_EQ(wrong(kVa, 0), 0u);
  EXPECT_EQ(wrong(kVa, 1), 1u);
}

TEST_F(Flat, a_load_returns_the_last_store_and_nothing_else) {
  flat.store(space, kVa, 7);
  flat.store(space, kVa, 8);
  EXPECT_EQ(wrong(kVa, 8), 0u);
  EXPECT_EQ(wrong(kVa, 7), 1u);
  EXPECT_EQ(flat.loads(), 2u);
}

TEST_F(Flat, a_report_names_hart_cycle_process_address_and_values) {
  flat.store(space, kVa, 8);
  wrong(kVa, 9);
  EXPECT_EQ(bench.reports.lines().at(0),
            "oracle: hart 1, cycle 77, process 1, address 0x5010: a load: expected 0x8, got 0x9");
}

TEST_F(Flat, a_store_is_not_seen_in_another_space) {
  flat.created(other);
  flat.store(space, kVa, 8);
  EXPECT_EQ(wrong(other, kVa, 0), 0u);
  EXPECT_EQ(wrong(other, kVa, 8), 1u);
}

TEST_F(Flat, pages_unmapped_and_mapped_again_read_zero) {
  flat.store(space, kVa, 8);
  flat.revoke_begin(space, kPage, 1, Revoke::kUnmap);
  EXPECT_EQ(wrong(kVa, 8), 0u);  // still within
  flat.revoke_end(bench.by, space, kPage, 1, Revoke::kUnmap);
  flat.mapped(space, kPage, 1, {});
  EXPECT_EQ(wrong(kVa, 0), 0u);
  EXPECT_EQ(wrong(kVa, 8), 1u);
}

TEST_F(Flat, protecting_pages_keeps_their_bytes) {
  flat.store(space, kVa, 8);
  flat.revoke_begin(space, kPage, 1, Revoke::kProtect);
  flat.revoke_end(bench.by, space, kPage, 1, Revoke::kProtect);
  EXPECT_EQ(wrong(kVa, 8), 0u);
}

TEST_F(Flat, moved_pages_stand_at_their_new_place) {
  flat.store(space, kVa, 8);
  flat.moved(space, kPage, Vpn(40), 3);
  EXPECT_EQ(wrong(VirtAddr(40 * kPageBytes + 16), 8), 0u);
  EXPECT_EQ(wrong(VirtAddr(40 * kPageBytes + 16), 0), 1u);
}

TEST_F(Flat, a_shared_object_shows_the_same_bytes_in_both_spaces) {
  flat.created(other);
  flat.mapped(space, Vpn(0), 8, {.object = 9, .shared = true, .bias = 0});
  flat.mapped(other, Vpn(4), 8, {.object = 9, .shared = true, .bias = 0ULL - 4});
  flat.store(space, kVa, 8);
  const VirtAddr there(9 * kPageBytes + 16);  // page 5 of the object
  EXPECT_EQ(wrong(other, there, 8), 0u);
  EXPECT_EQ(wrong(other, there, 0), 1u);
}

TEST_F(Flat, a_private_page_of_a_file_is_its_own_from_the_first_store_on) {
  flat.created(other);
  flat.mapped(space, Vpn(0), 8, {.object = 9, .shared = true, .bias = 0});
  flat.mapped(other, Vpn(0), 8, {.object = 9, .shared = false, .bias = 0});
  flat.store(space, kVa, 8);
  EXPECT_EQ(wrong(other, kVa, 8), 0u);
  flat.store(other, VirtAddr(kVa.value + 8), 1);
  flat.store(space, kVa, 9);
  EXPECT_EQ(wrong(other, kVa, 8), 0u);
  EXPECT_EQ(wrong(space, VirtAddr(kVa.value + 8), 0), 0u);
}

TEST_F(Flat, a_store_through_a_plain_reference_reaches_everybody_who_maps_the_frame) {
  flat.created(other), flat.mapped(other, Vpn(0), 64, {});
  const Ppn frame = bench.fresh();
  for (const AddressSpace* s : {&space, &other}) {
    bench.set(*s, kPage, Pte::make(frame, Pte::kV | Pte::kR | Pte::kU | Pte::kA | Pte::kCow));
  }
  flat.pin_store(space, kVa, 8, frame);
  EXPECT_EQ(wrong(space, kVa, 8), 0u);
  EXPECT_EQ(wrong(other, kVa, 8), 0u);
}

TEST_F(Flat, a_space_that_never_was_an_image_is_not_looked_into) {
  flat.created(other);
  const Ppn frame = bench.map(other, kPage);
  flat.pin_store(space, kVa, 8, frame);
  EXPECT_EQ(wrong(other, kVa, 0), 0u);
}

TEST_F(Flat, a_store_through_a_pin_of_an_exclusive_page_is_its_owners_alone) {
  const Ppn frame = bench.map(space, kPage);
  flat.pin_store(space, kVa, 8, frame);
  EXPECT_EQ(wrong(space, kVa, 8), 0u);
  flat.pin_store(space, kVa, 9, bench.fresh());  // a frame that nobody maps
  EXPECT_EQ(wrong(space, kVa, 8), 0u);
}

TEST_F(Flat, an_image_that_differs_from_the_stores_is_reported) {
  const Ppn frame = bench.map(space, kPage);
  flat.store(space, kVa, 8);
  bench.poke(frame, 2, 8);
  flat.verify(bench.by, space);
  EXPECT_EQ(bench.reports.count(), 0u);
  bench.poke(frame, 3, 1);
  flat.verify(bench.by, space);
  EXPECT_EQ(bench.reports.count(), 1u);
}

TEST(Reports, are_capped_and_counted) {
  Reports reports;
  for (size_t k = 0; k < Reports::kMost + 5; ++k) reports.add({}, VirtAddr(k), "x");
  EXPECT_EQ(reports.count(), Reports::kMost + 5);
  ASSERT_EQ(reports.lines().size(), Reports::kMost + 1);
  EXPECT_EQ(reports.lines().back(), "oracle: 5 more");
}

}  // namespace
}  // namespace cowmmu::test
