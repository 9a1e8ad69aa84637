// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "bench.h"

namespace cowmmu::test {
namespace {

struct Digest : testing::Test {
  ImageDigest of(const AddressSpace& s) { return image_digest(bench.frames, s); }

  Bench bench;
  AddressSpace one = bench.space(1), two = bench.space(2);
};

TEST_F(Digest, of_an_empty_image_is_that_of_no_bytes) {
  EXPECT_EQ(of(one).pages, 0u);
  EXPECT_EQ(of(one).sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_F(Digest, is_equal_for_equal_bytes_in_other_frames) {
  bench.poke(bench.map(one, kPage), 2, 7);
  bench.fresh();
  bench.poke(bench.map(two, kPage), 2, 7);
  EXPECT_EQ(of(one).sha256, of(two).sha256);
  EXPECT_EQ(of(one).pages, 1u);
}

TEST_F(Digest, tells_other_bytes_and_other_pages_apart) {
  bench.poke(bench.map(one, kPage), 2, 7);
  const Ppn frame = bench.map(two, kPage);
  bench.poke(frame, 2, 8);
  EXPECT_NE(of(one).sha256, of(two).sha256);
  bench.poke(frame, 2, 7);
  bench.set(two, kPage, Pte());
  bench.set(two, Vpn(6), Pte::make(frame, kUserPage));
  EXPECT_NE(of(one).sha256, of(two).sha256);
}

TEST_F(Digest, does_not_depend_on_pages_that_hold_zeros) {
  bench.poke(bench.map(one, kPage), 2, 7);
  const ImageDigest before = of(one);
  bench.poke(bench.map(one, Vpn(9)), 0, 0);
  EXPECT_EQ(of(one).sha256, before.sha256);
  EXPECT_EQ(of(one).pages, before.pages);
}

TEST_F(Digest, includes_pages_that_nobody_may_access_now) {
  bench.poke(bench.map(one, kPage), 2, 7);
  const ImageDigest before = of(one);
  const Pte pte(bench.frames.read64(bench.slot(one, kPage)));
  bench.set(one, kPage, pte.without(Pte::kV | Pte::kR | Pte::kW));
  EXPECT_EQ(of(one).sha256, before.sha256);
}

}  // namespace
}  // namespace cowmmu::test
