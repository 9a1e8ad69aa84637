// SPDX-License-Identifier: Apache-2.0
#include "params/combinations.h"

#include <gtest/gtest.h>

namespace cowmmu {
namespace {

// What is said of the default machine with these parameters changed.
std::string error_with(std::initializer_list<std::pair<const char*, const char*>> changes) {
  const ParamRegistry registry;
  Params params;
  for (const auto& [name, value] : changes) registry.set_text(params, name, value);
  try {
    check_combination(params);
  } catch (const ParamError& e) {
    return e.what();
  }
  return "no error";
}

TEST(Combinations, the_default_machine_is_legal) { EXPECT_EQ(error_with({}), "no error"); }

TEST(Combinations, an_illegal_pair_is_named_with_values_that_would_do) {
  EXPECT_EQ(error_with({{"machine.tlb.l2.entries", "100"}}),
            "machine.tlb.l2.entries=100 and machine.tlb.l2.ways=12: entries / ways must be a power "
            "of two, for example entries=96 or 192");
}

TEST(Combinations, sets_of_a_tlb_are_a_power_of_two) {
  EXPECT_NE(error_with({{"machine.tlb.l2.ways", "1"}}), "no error");
  EXPECT_NE(error_with({{"machine.tlb.l1d.ways", "128"}}), "no error");
  EXPECT_NE(error_with({{"machine.tlb.l1i.entries", "48"}, {"machine.tlb.l1i.ways", "4"}}),
            "no error");
  EXPECT_EQ(error_with({{"machine.tlb.l1d.ways", "64"}}), "no error");
  // Fully associative: one set, of any size.
  EXPECT_EQ(error_with({{"machine.tlb.l1d.entries", "77"}}), "no error");
}

TEST(Combinations, sets_of_a_cache_are_a_power_of_two) {
  EXPECT_EQ(error_with({{"machine.cache.l1d.ways", "32"}}),
            "machine.cache.l1d.bytes=49152 and machine.cache.l1d.ways=32: bytes / 64 / ways must "
            "be a power of two, for example bytes=32768 or 65536");
  EXPECT_NE(error_with({{"machine.cache.l1d.bytes", "49153"}}), "no error");
  EXPECT_NE(error_with({{"machine.cache.llc.bytes", "3145728"}}), "no error");
  EXPECT_EQ(error_with({{"machine.cache.llc.bytes", "4194304"}}), "no error");
  EXPECT_EQ(error_with({{"machine.cache.llc.ways", "11"}}), "no error");  // bytes follow the ways
}

TEST(Combinations, a_size_below_one_set_names_the_least) {
  EXPECT_EQ(error_with({{"machine.cache.llc.bytes", "5"}}),
            "machine.cache.llc.bytes=5 and machine.cache.llc.ways=16: bytes / 64 / ways must be a "
            "power of two, for example bytes=1024");
}

TEST(Combinations, channels_and_ranks_are_powers_of_two) {
  EXPECT_EQ(error_with({{"machine.dram.ranks", "3"}}),
            "machine.dram.ranks=3: must be a power of two, for example 2 or 4");
  // 36 GiB divide by three channels; the address mapping does not.
  EXPECT_EQ(error_with({{"machine.dram.bytes", "38654705664"}, {"machine.dram.channels", "3"}}),
            "machine.dram.channels=3: must be a power of two, for example 2 or 4");
  EXPECT_NE(error_with({{"machine.dram.bytes", "1048577"}}), "no error");
}

TEST(Combinations, the_marks_of_the_write_drain_are_in_order) {
  EXPECT_EQ(error_with({{"machine.dram.write_queue", "8"}}),
            "machine.dram.write_high=26 and machine.dram.write_queue=8: write_high must not exceed "
            "write_queue: lower the one or raise the other");
  EXPECT_EQ(error_with({{"machine.dram.write_low", "26"}}),
            "machine.dram.write_low=26 and machine.dram.write_high=26: write_low must be below "
            "write_high: lower the one or raise the other");
  EXPECT_EQ(error_with({{"machine.dram.write_queue", "26"}}), "no error");
}

}  // namespace
}  // namespace cowmmu
