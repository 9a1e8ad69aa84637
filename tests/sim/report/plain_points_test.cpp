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

}  // namespace
}  // namespace cowmmu
