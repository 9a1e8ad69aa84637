// SPDX-License-Identifier: Apache-2.0
#include "dram/address_mapping.h"

#include <gtest/gtest.h>

#include <random>

#include "dram/config.h"

namespace cowmmu {
namespace {

constexpr DramShape kShape{
    .channels = 2, .ranks = 2, .bank_groups = 4, .banks_per_group = 4, .lines_per_row = 128};

TEST(AddressMapping, fields_lie_in_the_order_of_the_name) {
  const auto m = AddressMapping::parse("rochrababgco", kShape).value();
  EXPECT_EQ(m.locate(LineAddr(127)), (DramLocation{.column = 127}));
  EXPECT_EQ(m.locate(LineAddr(128)), (DramLocation{.bank_group = 1}));
  EXPECT_EQ(m.locate(LineAddr(128 * 4)), (DramLocation{.bank = 1}));
  EXPECT_EQ(m.locate(LineAddr(128 * 16)), (DramLocation{.rank = 1}));
  EXPECT_EQ(m.locate(LineAddr(128 * 32)), (DramLocation{.channel = 1}));
  EXPECT_EQ(m.locate(LineAddr(128 * 64)), (DramLocation{.row = 1}));
}

TEST(AddressMapping, ramulator_names_put_the_bank_group_below_the_bank) {
  const auto ours = AddressMapping::parse("robabgracoch", kShape).value();
  const auto theirs = AddressMapping::parse("RoBaRaCoCh", kShape).value();
  for (uint64_t line = 0; line < 1 << 15; line += 37) {
    EXPECT_EQ(theirs.locate(LineAddr(line)), ours.locate(LineAddr(line)));
  }
  EXPECT_EQ(theirs.locate(LineAddr(1)), (DramLocation{.channel = 1}));
}

TEST(AddressMapping, line_at_inverts_locate_for_every_offered_mapping) {
  std::mt19937_64 rng(3);
  for (const char* name : {"rochrabacobg", "rochrababgco", "RoBaRaCoCh", "rorabachbgco"}) {
    const auto m = AddressMapping::parse(name, kShape);
    ASSERT_TRUE(m) << name;
    for (int i = 0; i < 1000; ++i) {
      const LineAddr line(rng() >> 14);
      EXPECT_EQ(m->line_at(m->locate(line)), line) << name;
    }
  }
}

TEST(AddressMapping, default_spreads_a_page_over_all_bank_groups_of_one_bank_number) {
  const DramConfig config{DramParams{}};
  const DramLocation first = config.mapping.locate(LineAddr(kLinesPerPage * 12345));
  for (uint64_t i = 0; i < kLinesPerPage; ++i) {
    const DramLocation at = config.mapping.locate(LineAddr(kLinesPerPage * 12345 + i));
    EXPECT_EQ(at.bank_group, i % config.shape.bank_groups);
    EXPECT_EQ(at.row, first.row);
    EXPECT_EQ(at.bank, first.bank);
    EXPECT_EQ(at.channel, first.channel);
  }
}

TEST(AddressMapping, wrong_names_and_odd_counts_are_refused) {
  for (const char* name : {"", "rochrababg", "chrorababgco", "rochrababgbg", "rochrababgxx"}) {
    EXPECT_FALSE(AddressMapping::parse(name, kShape)) << name;
  }
  DramShape three = kShape;
  three.channels = 3;
  EXPECT_FALSE(AddressMapping::parse("rochrababgco", three));
}

TEST(DramConfigError, says_what_is_wrong) {
  EXPECT_EQ(dram_config_error(DramParams{}), "");
  DramParams p;
  p.channels = 3;
  EXPECT_EQ(dram_config_error(p), "channels must be a power of two");
  p = {};
  p.write_low = p.write_high;
  EXPECT_EQ(dram_config_error(p), "write_low must be below write_high");
  p = {};
  p.write_high = p.write_queue + 1;
  EXPECT_EQ(dram_config_error(p), "write_high exceeds write_queue");
  p = {};
  p.preset = "HBM2";
  EXPECT_EQ(dram_config_error(p), "not available yet: HBM2");
}

TEST(DramClock, edges_do_not_drift_and_invert) {
  for (const uint64_t mhz : {1600U, 933U, 2400U, 1333U}) {
    const DramClock clock(mhz);
    EXPECT_EQ(clock.time_of(DramCycles(mhz * 1'000'000)), Picos(1'000'000'000'000));
    for (uint64_t n = 0; n < 5000; n += 7) {
      const Picos t = clock.time_of(DramCycles(n));
      EXPECT_EQ(t, Picos(n * 1'000'000 / mhz));
      EXPECT_EQ(clock.first_edge_from(t), DramCycles(n));
      EXPECT_EQ(clock.first_edge_after(t), DramCycles(n + 1));
      EXPECT_EQ(clock.first_edge_from(t + Picos(1)), DramCycles(n + 1));
    }
    EXPECT_EQ(clock.first_edge_from(Picos(~0ULL)) > DramCycles(1ULL << 50), true);
  }
}

}  // namespace
}  // namespace cowmmu
