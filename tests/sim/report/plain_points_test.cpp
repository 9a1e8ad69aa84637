// SPDX-License-Identifier: Apache-2.0
#include "report/plain_points.h"

#include <gtest/gtest.h>

namespace cowmmu {
namespace {

// A point of a sweep over os.fork, workload.written and workload.pages.
void add(PointsTable& table, const std::string& config, const std::string& stats,
         uint64_t seed = 1) {
  table.add({"k", PointStatus::kOk, "",
             R"({"os.fork":0,"workload.written":0,"workload.pages":0,"seed":0})", config, stats,
             seed, 0.5, "t"});
}

std::vector<std::string> titles(const PlainPoints& points, const std::vector<std::string>& shown) {
  std::vector<std::string> titles;
  for (const PlainPoints::Panel& panel : points.panels(shown)) titles.push_back(panel.title);
  return titles;
}

TEST(PlainPoints, zipped_axes_make_one_panel) {
  PointsTable table;
  for (const char* workload : {R"({"written":0,"pages":64})", R"({"written":0.5,"pages":128})",
                               R"({"written":1,"pages":256})"}) {
    add(table, R"({"os":{"fork":"cow"},"workload":)" + std::string(workload) + "}",
        R"({"cycles":7})");
  }
  const PlainPoints points(table);
  ASSERT_EQ(titles(points, {"workload.written", "os.fork"}), std::vector<std::string>{""});
  const auto panels = points.panels({"workload.written", "os.fork"});
  const auto series = points.series(panels[0], "workload.written", "os.fork", "cycles");
  ASSERT_EQ(series.size(), 1U);
  EXPECT_EQ(series[0].points.size(), 3U);
  EXPECT_EQ(titles(points, {"os.fork"}),
            (std::vector<std::string>{"workload.written = 0, workload.pages = 64",
                                      "workload.written = 0.5, workload.pages = 128",
                                      "workload.written = 1, workload.pages = 256"}));
}

TEST(PlainPoints, a_key_that_others_give_is_not_named) {
  PointsTable table;
  for (const char* fork : {"cow", "eager"}) {
    add(table, R"({"preset":"a","machine":{"x":1},"os":{"fork":")" + std::string(fork) + "\"}}",
        "");
    add(table, R"({"preset":"b","machine":{"x":2},"os":{"fork":")" + std::string(fork) + "\"}}",
        "");
  }
  EXPECT_EQ(titles(PlainPoints(table), {"os.fork"}),
            (std::vector<std::string>{"preset = a", "preset = b"}));
}

// Whatever is not there: the figure of a seed, of all seeds, of a policy, or the place on the axis.
TEST(PlainPoints, what_a_point_has_not_is_not_counted_as_0) {
  PointsTable table;
  const auto point = [&](const char* fork, const char* written, const char* stats, uint64_t seed) {
    add(table, std::string(R"({"os":{"fork":")") + fork + R"("},"workload":{)" + written + "}}",
        stats, seed);
  };
  point("cow", R"("written":0)", R"({"cycles":10})", 1);
  point("cow", R"("written":0)", "{}", 2);
  point("cow", R"("written":0)", R"({"cycles":14})", 3);
  point("cow", R"("written":1)", "{}", 1);
  point("cow", "", R"({"cycles":77})", 1);
  point("eager", R"("written":1)", "{}", 1);
  const PlainPoints points(table);
  EXPECT_TRUE(points.has("cycles"));
  EXPECT_FALSE(points.has("fork.cycles.p50"));
  EXPECT_EQ(points.number("cycles", 1), std::nullopt);
  EXPECT_EQ(points.number("status", 0), std::nullopt);
  const auto panels = points.panels({"workload.written", "os.fork"});
  ASSERT_EQ(panels.size(), 1U);
  const auto series = points.series(panels[0], "workload.written", "os.fork", "cycles");
  ASSERT_EQ(series.size(), 1U);
  ASSERT_EQ(series[0].points.size(), 1U);
  EXPECT_EQ(series[0].points[0].y, 12);
  EXPECT_EQ(series[0].points[0].lo, 10);
  EXPECT_EQ(series[0].points[0].hi, 14);
}

TEST(PlainPoints, a_bar_is_the_mean_of_the_points_that_have_it) {
  PointsTable table;
  const auto point = [&](const char* fork, const char* stats, uint64_t seed) {
    add(table, std::string(R"({"os":{"fork":")") + fork + "\"}}", stats, seed);
  };
  point("cow", R"({"h":[{"p":6},{"p":4,"q":1}]})", 1);
  point("cow", R"({"h":[{"p":20}]})", 2);
  point("cow", "{}", 3);
  point("eager", "{}", 1);
  const PlainPoints points(table);
  const auto bars =
      points.bars(points.panels({"os.fork"})[0], "os.fork", {{"h.0.p", "h.1.p"}, {"h.1.q"}});
  ASSERT_EQ(bars.size(), 1U);
  EXPECT_EQ(bars[0].name, "cow");
  EXPECT_EQ(bars[0].parts, (std::vector<double>{15, 1}));
  EXPECT_EQ(bars[0].lo, 11);
  EXPECT_EQ(bars[0].hi, 20);
}

TEST(PlainPoints, what_never_happened_took_no_time) {
  PointsTable table;
  const auto point = [&](const char* fork, const char* written, const char* cycles) {
    add(table,
        std::string(R"({"os":{"fork":")") + fork + R"("},"workload":{"written":)" + written + "}}",
        std::string(R"({"faults":{"cow_copy":{"count":0,"cycles":)") + cycles + "}}}");
  };
  const char* none = R"({"min":0,"mean":0.0,"p50":0,"p999":0,"max":0})";
  point("eager", "0", none);
  point("eager", "1", none);
  point("cow", "0", none);
  point("cow", "1", R"({"min":0,"mean":7.5,"p50":7,"p999":9,"max":9})");
  const PlainPoints points(table);
  const auto panels = points.panels({"workload.written", "os.fork"});
  ASSERT_EQ(panels.size(), 1U);
  for (const char* column : {"min", "mean", "p50", "p999", "max"}) {
    const auto series = points.series(panels[0], "workload.written", "os.fork",
                                      std::string("faults.cow_copy.cycles.") + column);
    ASSERT_EQ(series.size(), 1U) << column;
    EXPECT_EQ(series[0].name, "cow");
    EXPECT_EQ(series[0].points.size(), 1U);
  }
  EXPECT_EQ(points.number("faults.cow_copy.count", 0), 0);
  EXPECT_FALSE(PlainPoints(PointsTable()).has("faults.cow_copy.cycles.p50"));
}

TEST(PlainPoints, points_of_one_seed_are_never_averaged) {
  PointsTable table;
  const auto point = [&](const char* fork, int cycles, uint64_t seed) {
    add(table, std::string(R"({"os":{"fork":")") + fork + R"("},"workload":{"trace":"a.zst"}})",
        "{\"cycles\":" + std::to_string(cycles) + "}", seed);
  };
  point("cow", 10, 1);
  point("cow", 20, 2);
  point("cow", 500, 1);  // of another recording that had the same path
  EXPECT_EQ(titles(PlainPoints(table), {"os.fork"}),
            (std::vector<std::string>{"run = 1", "run = 2"}));
  EXPECT_EQ(PlainPoints(table).panels({"os.fork"})[0].rows, (std::vector<size_t>{0, 1}));
}

}  // namespace
}  // namespace cowmmu
