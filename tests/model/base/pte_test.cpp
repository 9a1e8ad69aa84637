// SPDX-License-Identifier: Apache-2.0
#include "base/pte.h"

#include <gtest/gtest.h>

namespace cowmmu {
namespace {

TEST(Pte, has_the_bits_of_the_privileged_spec) {
  EXPECT_EQ(Pte::kV, 1u << 0);
  EXPECT_EQ(Pte::kR, 1u << 1);
  EXPECT_EQ(Pte::kW, 1u << 2);
  EXPECT_EQ(Pte::kX, 1u << 3);
  EXPECT_EQ(Pte::kU, 1u << 4);
  EXPECT_EQ(Pte::kG, 1u << 5);
  EXPECT_EQ(Pte::kA, 1u << 6);
  EXPECT_EQ(Pte::kD, 1u << 7);
  EXPECT_EQ(Pte::kCow | Pte::kSpecial, 3u << 8);
  EXPECT_EQ(Pte::kReserved, 0x7fULL << 54);
  EXPECT_EQ(Pte::kPbmt, 3ULL << 61);
  EXPECT_EQ(Pte::kN, 1ULL << 63);
}

TEST(Pte, fields_cover_all_64_bits_without_overlap) {
  const uint64_t fields[] = {Pte::kV,
                             Pte::kR,
                             Pte::kW,
                             Pte::kX,
                             Pte::kU,
                             Pte::kG,
                             Pte::kA,
                             Pte::kD,
                             Pte::kCow,
                             Pte::kSpecial,
                             Pte::kPpnMask << Pte::kPpnShift,
                             Pte::kReserved,
                             Pte::kPbmt,
                             Pte::kN};
  uint64_t all = 0;
  for (const uint64_t field : fields) {
    EXPECT_EQ(all & field, 0u);
    all |= field;
  }
  EXPECT_EQ(all, ~0ULL);
}

TEST(Pte, keeps_frame_number_and_flags_apart) {
  const Pte pte = Pte::make(Ppn(Pte::kPpnMask), Pte::kV | Pte::kR);
  EXPECT_EQ(pte.ppn(), Ppn(Pte::kPpnMask));
  EXPECT_TRUE(pte.has(Pte::kV | Pte::kR));
  EXPECT_FALSE(pte.any(Pte::kReserved | Pte::kPbmt | Pte::kN | Pte::kCow));
  EXPECT_EQ(Pte::make(Ppn(0x83e7f), 0).bits(), 0x83e7fULL << 10);
}

TEST(Pte, with_and_without_change_nothing_else) {
  const Pte pte = Pte::make(Ppn(5), Pte::kV | Pte::kR | Pte::kW | Pte::kD);
  EXPECT_EQ(pte.without(Pte::kW).with(Pte::kCow),
            Pte::make(Ppn(5), Pte::kV | Pte::kR | Pte::kD | Pte::kCow));
  EXPECT_EQ(pte.with(Pte::kV), pte);
}

TEST(Pte, is_a_leaf_if_it_grants_anything) {
  EXPECT_FALSE(Pte(Pte::kV).leaf());
  EXPECT_FALSE(Pte(Pte::kV | Pte::kG | Pte::kU).leaf());
  EXPECT_TRUE(Pte(Pte::kV | Pte::kR).leaf());
  EXPECT_TRUE(Pte(Pte::kV | Pte::kX).leaf());
}

}  // namespace
}  // namespace cowmmu
