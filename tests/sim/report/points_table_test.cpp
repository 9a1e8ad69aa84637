// SPDX-License-Identifier: Apache-2.0
#include "report/points_table.h"

#include <gtest/gtest.h>

#include "report/packed.h"

namespace cowmmu {
namespace {

PointRow row(const std::string& config, const std::string& stats, uint64_t seed = 1) {
  return {"k", PointStatus::kOk, "", R"({"a.x":1,"seed":1})", config, stats, seed, 0.5, "t"};
}

TEST(PointsTable, names_figures_and_keys_by_their_paths) {
  PointsTable table;
  table.add(row(R"({"a":{"x":1}})", R"({"seed":1,"cycles":7,"fork":{"cycles":{"p50":3}}})"));
  EXPECT_EQ(table.axes(), std::vector<std::string>{"a.x"});
  EXPECT_EQ(table.text(),
            "status\n{\"c\":\"ok\"}\nseconds\n{\"c\":0.5}\ntool\n{\"c\":\"t\"}\nseed\n{\"c\":1}\n"
            "cycles\n{\"c\":7}\nfork.cycles.p50\n{\"c\":3}\nconfig.a.x\n{\"c\":1}\n");
}

TEST(PointsTable, a_missing_value_is_missing_wherever_it_stands) {
  PointsTable table;
  table.add(row("{}", "{}"));
  table.add(row("{}", R"({"b":5})"));
  table.add(row("{}", ""));
  const PointsTable::Column* b = table.find("b");
  ASSERT_NE(b, nullptr);
  EXPECT_FALSE(b->has(0));
  EXPECT_EQ(b->value(1), "5");
  EXPECT_FALSE(b->has(2));
  EXPECT_EQ(table.find("c"), nullptr);
  EXPECT_NE(table.text().find("b\n{\"d\":[5],\"i\":[-1,0,-1]}\n"), std::string::npos)
      << table.text();
}

TEST(PointsTable, many_different_values_are_listed_and_few_are_numbered) {
  PointsTable table;
  for (int i = 0; i < 5000; ++i) {
    table.add(row("{\"k\":" + std::to_string(i % 2) + "}", "{\"v\":" + std::to_string(i) + "}"));
  }
  EXPECT_EQ(table.find("v")->value(4999), "4999");
  EXPECT_NE(table.text().find("v\n{\"v\":[0,1,2,"), std::string::npos);
  EXPECT_NE(table.text().find("config.k\n{\"d\":[0,1],\"i\":[0,1,0,1,"), std::string::npos);
}

TEST(PointsTable, integers_that_a_page_would_round_travel_as_text) {
  PointsTable table;
  table.add(row("{}", R"({"v":9007199254740992,"w":9007199254740993})", 18446744073709551615U));
  EXPECT_EQ(table.find("v")->value(0), "9007199254740992");
  EXPECT_EQ(table.find("w")->value(0), "\"9007199254740993\"");
  EXPECT_EQ(table.find("seed")->value(0), "\"18446744073709551615\"");
}

TEST(Packed, hashes_and_base64_are_those_of_the_standards) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("foob"), "Zm9vYg==");  // RFC 4648, 10
  EXPECT_EQ(csp_hash("alert('Hello, world.');"),
            "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='");  // W3C CSP 3, 8.2's example
  EXPECT_EQ(gzipped("x").substr(0, 2), "\x1f\x8b");
}

}  // namespace
}  // namespace cowmmu
