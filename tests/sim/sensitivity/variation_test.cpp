// SPDX-License-Identifier: Apache-2.0
#include "sensitivity/variation.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "errors/errors.h"

namespace cowmmu {
namespace {

const ParamRegistry kRegistry;

std::vector<Variation> vary(const std::vector<std::string>& names, const Params& params = {}) {
  return variations(kRegistry, params, names);
}

TEST(Variations, are_half_and_twice_the_value) {
  const Variation v = vary({"hart.trap_entry_cycles"}).at(0);
  EXPECT_EQ(v.unit, "cycles");
  EXPECT_EQ(v.value, ParamValue(uint64_t{715}));
  EXPECT_EQ(v.halved, ParamValue(uint64_t{357}));
  EXPECT_EQ(v.doubled, ParamValue(uint64_t{1430}));
}

TEST(Variations, end_where_the_range_does) {
  Params params;
  params.hart.mshrs = 64;  // 1 to 64
  EXPECT_EQ(vary({"hart.mshrs"}, params).at(0).doubled, std::nullopt);
  params.hart.mshrs = 40;
  EXPECT_EQ(vary({"hart.mshrs"}, params).at(0).doubled, ParamValue(uint64_t{64}));
  params.hart.mshrs = 1;
  EXPECT_EQ(vary({"hart.mshrs"}, params).at(0).halved, std::nullopt);
}

TEST(Variations, of_reals_are_real) {
  Params params;
  params.os.memory.aged = 0.75;
  const Variation v = vary({"os.memory.aged"}, params).at(0);
  EXPECT_EQ(v.halved, ParamValue(0.375));
  EXPECT_EQ(v.doubled, ParamValue(1.0));
}

TEST(Variations, of_a_group_are_its_numbers_once_each_in_their_order) {
  const auto all = vary({"hart.mshrs", "hart"});
  EXPECT_EQ(all.front().key, "hart.mlp");
  EXPECT_EQ(std::ranges::count(all, "hart.mshrs", &Variation::key), 1);
  const auto os = vary({"os"});
  EXPECT_EQ(std::ranges::count(os, "os.fork", &Variation::key), 0);
  EXPECT_EQ(std::ranges::count(os, "os.cost.fault", &Variation::key), 1);
}

TEST(Variations, unasked_are_all_costs_and_latencies_but_those_of_0) {
  Params params;
  params.os.cost.alloc = 0;
  const auto all = vary({}, params);
  for (const Variation& v : all) EXPECT_TRUE(v.unit == "cycles" || v.unit == "ns") << v.key;
  EXPECT_EQ(std::ranges::count(all, "machine.cache.llc.uncore_ns", &Variation::key), 1);
  EXPECT_EQ(std::ranges::count(all, "os.cost.alloc", &Variation::key), 0);
  EXPECT_EQ(std::ranges::count(all, "os.cost.free", &Variation::key), 1);
}

TEST(Variations, of_what_is_no_number_or_nothing_are_refused) {
  EXPECT_THROW(vary({"os.fork"}), InputError);
  EXPECT_THROW(vary({"hart.mshr"}), InputError);
  EXPECT_THROW(vary({""}), InputError);
}

}  // namespace
}  // namespace cowmmu
