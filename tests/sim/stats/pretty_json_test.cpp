// SPDX-License-Identifier: Apache-2.0
#include "stats/pretty_json.h"

#include <gtest/gtest.h>

#include <limits>

#include "example_stats.h"
#include "stats/stats_json.h"

namespace cowmmu {
namespace {

namespace json = boost::json;

TEST(PrettyJson, prints_short_flat_objects_on_a_line_and_indents_others) {
  EXPECT_EQ(pretty(json::parse(R"({"a":{"b":1,"c":"x"},"d":[1,2],"e":{}})")),
            "{\n  \"a\": {\"b\": 1, \"c\": \"x\"},\n  \"d\": [1, 2],\n  \"e\": {}\n}\n");
}

TEST(PrettyJson, numbers_are_plain_and_exact) {
  EXPECT_EQ(pretty(json::value(32.5)), "32.5\n");
  EXPECT_EQ(pretty(json::value(0.1)), "0.1\n");
  EXPECT_EQ(pretty(json::value(UINT64_MAX)), "18446744073709551615\n");
  EXPECT_EQ(pretty(json::value(std::numeric_limits<double>::infinity())), "null\n");
}

TEST(PrettyJson, strings_are_escaped) {
  EXPECT_EQ(pretty(json::object{{"a\"b", "x\ny"}}), "{\"a\\\"b\": \"x\\ny\"}\n");
}

TEST(PrettyJson, what_is_printed_reads_back_equal) {
  const json::value v = to_json(example_stats());
  EXPECT_EQ(json::parse(pretty(v)), v);
  EXPECT_EQ(json::parse(one_line(v)), v);
}

TEST(PrettyJson, one_line_is_one_however_long_and_nested) {
  EXPECT_EQ(one_line(json::parse(R"({"a":{"b":[1,{"c":2.0}]},"d":[]})")),
            R"({"a": {"b": [1, {"c": 2.0}]}, "d": []})");
  const std::string line = one_line(to_json(example_stats()));
  EXPECT_EQ(line.find('\n'), std::string::npos);
  EXPECT_GT(line.size(), 1000U);
}

}  // namespace
}  // namespace cowmmu
