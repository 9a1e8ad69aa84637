// SPDX-License-Identifier: Apache-2.0
#include "commands/compare_table.h"

#include <gtest/gtest.h>

#include "fake/fake_simulation.h"
#include "stats/stats_json.h"

namespace cowmmu {
namespace {

namespace json = boost::json;

std::vector<PolicyRun> runs() {
  const Scenario s =
      parse_scenario("[workload]\nprogram = \"fork_write\"\npages = 100\n", "s.toml", {});
  std::vector<PolicyRun> all;
  for (const char* policy : {"eager", "cow"}) {
    all.push_back({policy, to_json(fake_simulate(with_param(s, "os.fork", policy), {}).stats)});
  }
  return all;
}

// The row that starts with `name`, its runs of spaces made one.
std::string row_of(const std::string& table, const std::string& name) {
  const size_t at = table.find("\n" + name);
  std::string out;
  for (char c : table.substr(at + 1, table.find('\n', at + 1) - at - 1)) {
    if (c != ' ' || out.empty() || out.back() != ' ') out += c;
  }
  return out;
}

TEST(CompareTable, has_a_column_a_policy_in_the_given_order) {
  const std::string table = compare_text(runs(), {});
  EXPECT_EQ(row_of(table, "total cycles"), "total cycles 11,000 2,300");
  EXPECT_EQ(row_of(table, "pages copied"), "pages copied 100 10");
  EXPECT_EQ(row_of(table, "peak frames"), "peak frames 200 110");
  EXPECT_EQ(row_of(table, "fork latency, median"), "fork latency, median 11,000 1,000");
  EXPECT_EQ(row_of(table, "  against eager"), " against eager 100.0 % 20.9 %");
  EXPECT_LT(table.find("eager"), table.find("cow\n"));
}

TEST(CompareTable, lists_only_phases_that_took_time) {
  const std::string table = compare_text(runs(), {});
  EXPECT_EQ(row_of(table, "  fork.setup"), " fork.setup 1,000 1,000");
  EXPECT_EQ(table.find("shootdown.wait"), std::string::npos);
}

TEST(CompareTable, says_where_the_break_even_lies) {
  const std::string table =
      compare_text(runs(), {{"cow", "eager", 77, 100}, {"textbook", "eager", std::nullopt, 100}});
  EXPECT_NE(table.find("cow takes as long as eager with 77 of 100 pages written (77.0 %)"),
            std::string::npos);
  EXPECT_NE(table.find("textbook is faster than eager even with all pages written"),
            std::string::npos);
  EXPECT_NE(compare_text(runs(), {{"cow", "eager", std::nullopt, 100, true}})
                .find("cow is slower than eager with no page written, faster with all"),
            std::string::npos);
}

TEST(CompareTable, as_json_has_the_documented_shape) {
  const json::value v = compare_json(
      "s.toml", runs(), {{"cow", "eager", 77, 100}, {"textbook", "eager", std::nullopt, 100}});
  EXPECT_EQ(v.at_pointer("/schema"), 1);
  EXPECT_EQ(v.at_pointer("/scenario"), "s.toml");
  EXPECT_EQ(v.at_pointer("/runs/1/policy"), "cow");
  EXPECT_EQ(v.at_pointer("/runs/1/stats/cycles"), 2300);
  EXPECT_EQ(v.at_pointer("/break_even/0/written"), 0.77);
  EXPECT_TRUE(v.at_pointer("/break_even/1/written").is_null());
}

}  // namespace
}  // namespace cowmmu
