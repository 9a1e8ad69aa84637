// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "example_stats.h"
#include "stats/stats_json.h"
#include "stats/version.h"

namespace cowmmu {
namespace {

namespace json = boost::json;

TEST(StatsJson, every_value_stands_at_its_documented_place) {
  const json::value v = to_json(example_stats());
  EXPECT_EQ(v.at_pointer("/schema"), 1);
  EXPECT_EQ(v.at_pointer("/seed"), 3);
  EXPECT_EQ(v.at_pointer("/cycles"), 1000);
  EXPECT_EQ(v.at_pointer("/harts/1/ledger/user.compute"), 401);
  EXPECT_EQ(v.at_pointer("/fork/cycles/p50"), 250);
  EXPECT_EQ(v.at_pointer("/faults/cow_copy/count"), 2);
  EXPECT_EQ(v.at_pointer("/faults/cow_copy/cycles/min"), 30);
  EXPECT_EQ(v.at_pointer("/faults/cow_copy/cycles/mean"), 40.0);
  EXPECT_EQ(v.at_pointer("/requests/cycles/p999"), 77);
  EXPECT_EQ(v.at_pointer("/trace/grain"), "line");
  EXPECT_EQ(v.at_pointer("/copies/bytes"), 8192);
  EXPECT_EQ(v.at_pointer("/frames/peak"), 40);
  EXPECT_EQ(v.at_pointer("/processes/images/0/pages"), 5);
  EXPECT_EQ(v.at_pointer("/config/workload/pages"), 16);
}

TEST(StatsJson, every_phase_is_listed_and_adds_up_to_the_harts_cycles) {
  const json::value v = to_json(example_stats());
  for (const json::value& hart : v.at("harts").as_array()) {
    uint64_t sum = 0;
    for (const auto& phase : hart.at("ledger").as_object())
      sum += phase.value().to_number<uint64_t>();
    EXPECT_EQ(hart.at("ledger").as_object().size(), kPhases);
    EXPECT_EQ(hart.at("cycles"), sum);
  }
}

TEST(StatsJson, latencies_are_nanoseconds) {
  EXPECT_EQ(json::value(to_json(example_stats())).at_pointer("/dram/latency_ns/max"), 52.5);
}

TEST(StatsJson, absent_parts_have_no_key) {
  const json::object o = to_json(Stats());
  EXPECT_FALSE(o.contains("requests"));
  EXPECT_FALSE(o.contains("trace"));
  EXPECT_FALSE(o.at("processes").as_object().contains("images"));
}

TEST(StatsJson, rates_follow_from_their_parts) {
  EXPECT_EQ(json::value(to_json(example_stats())).at_pointer("/host/accesses_per_second"), 50.0);
  EXPECT_EQ(json::value(to_json(Stats())).at_pointer("/host/accesses_per_second"), 0.0);
}

TEST(StatsJson, the_tool_names_its_version_and_commit) {
  EXPECT_FALSE(version().empty());
  EXPECT_FALSE(git_commit().empty());
}

}  // namespace
}  // namespace cowmmu
