// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "report/html.h"
#include "report/static_page.h"
#include "report/svg_plot.h"
#include "report/ticks.h"

namespace cowmmu {
namespace {

TEST(Ticks, are_round_and_reach_around_the_values) {
  EXPECT_EQ(linear_ticks(0, 95, 5).at, (std::vector<double>{0, 20, 40, 60, 80, 100}));
  EXPECT_EQ(linear_ticks(3, 3, 3).at.front(), 3);
  EXPECT_EQ(linear_ticks(0, 0, 5).at.back(), 1);
  EXPECT_EQ(log_ticks(3, 800).at, (std::vector<double>{1, 10, 100, 1000}));
  EXPECT_EQ(log_ticks(10, 10).at, (std::vector<double>{10, 100}));
  EXPECT_DOUBLE_EQ(log_ticks(1, 100).place(10), 0.5);
  EXPECT_DOUBLE_EQ(linear_ticks(0, 100, 5).place(25), 0.25);
}

TEST(Ticks, are_written_short) {
  EXPECT_EQ(short_number(1500000), "1.5M");
  EXPECT_EQ(short_number(20000), "20k");
  EXPECT_EQ(short_number(0.25), "0.25");
  EXPECT_EQ(short_number(0), "0");
}

TEST(SvgPlot, shows_axes_with_units_a_legend_and_the_range_of_seeds) {
  const std::string svg = line_plot({"pages", "cycles"}, {{"a<b", {{1, 5, 4, 6}, {2, 7, 7, 7}}}});
  EXPECT_NE(svg.find(">pages</text>"), std::string::npos) << svg;
  EXPECT_NE(svg.find(">cycles</text>"), std::string::npos);
  EXPECT_NE(svg.find(">a&lt;b</text>"), std::string::npos);
  EXPECT_NE(svg.find("<title>a&lt;b: 1, 5</title>"), std::string::npos);
}

TEST(SvgPlot, a_bar_has_its_parts_after_each_other) {
  const std::string svg = stacked_bars("cycles", {"p", "q"}, {{"one", {3, 1}}});
  EXPECT_NE(svg.find("<title>one, p: 3</title>"), std::string::npos) << svg;
  EXPECT_NE(svg.find("<title>one, q: 1</title>"), std::string::npos);
}

TEST(SvgPlot, a_bar_has_a_whisker_where_its_seeds_differ) {
  const auto lines = [](const std::string& svg) {
    size_t count = 0;
    for (size_t at = 0; (at = svg.find("<line", at)) != std::string::npos; ++at) ++count;
    return count;
  };
  const std::string one = stacked_bars("cycles", {"p"}, {{"one", {4}, 4, 4}});
  const std::string two = stacked_bars("cycles", {"p"}, {{"one", {4}, 3.5, 4}});
  EXPECT_EQ(lines(two), lines(one) + 3);
}

TEST(SvgPlot, no_two_parts_have_one_colour) {
  const std::vector<std::string> parts(30, "part");
  const std::string svg = stacked_bars("cycles", parts, {{"one", std::vector<double>(30, 1)}});
  std::multiset<std::string> fills;
  const std::regex fill("height=\"11\" fill=\"([^\"]+)\"");
  for (std::sregex_iterator it(svg.begin(), svg.end(), fill), end; it != end; ++it) {
    fills.insert((*it)[1]);
  }
  EXPECT_EQ(fills.size(), 30U);
  EXPECT_EQ(std::set<std::string>(fills.begin(), fills.end()).size(), 30U);
}

TEST(StaticPage, panels_stand_in_the_order_of_their_values) {
  PointsTable points;
  for (const char* harts : {"16", "2", "4"}) {
    points.add({"k", PointStatus::kOk, "", "{}",
                std::string(R"({"os":{"fork":"cow"},"machine":{"harts":)") + harts + "}}",
                R"({"harts":[{"ledger":{"idle":1,"exec":0,"fork.copy":5}}]})", 1, 0.5, "t"});
  }
  const std::string page = static_page(points, {"x", "c", {}, {}});
  EXPECT_LT(page.find("machine.harts = 2<"), page.find("machine.harts = 4<")) << page;
  EXPECT_LT(page.find("machine.harts = 4<"), page.find("machine.harts = 16<"));
  EXPECT_NE(page.find("fork.copy</text>"), std::string::npos);
  EXPECT_EQ(page.find("exec</text>"), std::string::npos);
}

TEST(StaticPage, never_averages_points_of_different_configurations) {
  PointsTable points;
  const auto add = [&](const char* fork, int harts, double written, int cycles) {
    const std::string config = std::string(R"({"os":{"fork":")") + fork +
                               R"("},"machine":{"harts":)" + std::to_string(harts) +
                               R"(},"workload":{"written":)" + std::to_string(written) + "}}";
    points.add({"k", PointStatus::kOk, "", R"({"os.fork":0,"workload.written":0})", config,
                "{\"cycles\":" + std::to_string(cycles) + "}", 1, 0.5, "t"});
  };
  add("cow", 1, 0, 100);
  add("cow", 2, 0, 300);
  add("cow", 1, 1, 100);
  const std::string page = static_page(points, {"x", "cowmmu report", {}, {}});
  EXPECT_NE(page.find("machine.harts = 1"), std::string::npos) << page;
  EXPECT_NE(page.find("<title>cow: 0, 100</title>"), std::string::npos);
  EXPECT_NE(page.find("<title>cow: 0, 300</title>"), std::string::npos);
  EXPECT_EQ(page.find("<title>cow: 0, 200</title>"), std::string::npos);
}

TEST(StaticPage, a_figure_that_no_point_has_is_said_to_be_missing) {
  PointsTable points;
  const auto add = [&](int harts, double written, const char* stats) {
    const std::string config = R"({"os":{"fork":"cow"},"machine":{"harts":)" +
                               std::to_string(harts) + R"(},"workload":{"pages":)" +
                               std::to_string(8 * harts) + R"(,"written":)" +
                               std::to_string(written) + "}}";
    points.add({"k", PointStatus::kOk, "", R"({"workload.written":0,"machine.harts":0})", config,
                stats, 1, 0.5, "t"});
  };
  for (const double written : {0, 1}) {
    add(1, written, R"({"cycles":100})");
    add(2, written, "{}");
  }
  const std::string page = static_page(points, {"x", "c", {}, {}});
  EXPECT_NE(page.find("None of these points has both cycles and workload.written."),
            std::string::npos)
      << page;
  EXPECT_NE(page.find("no point has fork.cycles.p50."), std::string::npos);
  EXPECT_NE(page.find("<title>cow: 1, 100</title>"), std::string::npos);
}

TEST(StaticPage, says_why_it_is_plain) {
  EXPECT_EQ(plain_notice(true), "A plain page, without scripts, as asked for (--static).");
  EXPECT_EQ(plain_notice(false),
            "A plain page: this cowmmu was built without the interactive page (docs/report.md).");
  const std::string page = static_page({}, {"t", "c", {}, {}});
  EXPECT_NE(page.find(plain_notice(has_interactive_page())), std::string::npos) << page;
}

TEST(StaticPage, without_points_says_so) {
  const std::string page = static_page({}, {"<t>", "c", {}, {}});
  EXPECT_NE(page.find("there is no point that ended well"), std::string::npos) << page;
  EXPECT_NE(page.find("<title>&lt;t&gt;</title>"), std::string::npos);
  EXPECT_EQ(page.find("<svg"), std::string::npos);
}

}  // namespace
}  // namespace cowmmu
