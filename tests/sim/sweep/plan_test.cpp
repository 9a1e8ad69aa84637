// SPDX-License-Identifier: Apache-2.0
#include "sweep/plan.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <set>

#include "digest/sha256.h"
#include "params/choices.h"
#include "sweep/point_keys.h"
#include "sweep_text.h"

namespace cowmmu {
namespace {

namespace fs = std::filesystem;

const std::string kPages = "\"workload.pages\" = [4, 8]";

TEST(Plan, a_point_is_the_scenario_with_its_values_and_the_command_lines) {
  const Plan plan = plan_of("\"workload.pages\" = [4, 8]\n\"os.fork\" = [\"cow\", \"eager\"]",
                            {7, {"machine.harts=2"}});
  ASSERT_EQ(plan.size(), 4U);
  const Scenario s = plan.scenario(1);
  EXPECT_EQ(s.workload.integer("pages"), 4U);
  EXPECT_EQ(s.config.params.os.fork, "eager");
  EXPECT_EQ(s.config.params.machine.harts, 2U);
  EXPECT_EQ(s.config.seed, 7U);
  EXPECT_EQ(boost::json::serialize(plan.axes(1)), R"({"workload.pages":4,"os.fork":"eager"})");
}

TEST(Plan, a_value_of_a_list_wins_over_the_file) {
  EXPECT_EQ(plan_of(kPages).scenario(1).workload.integer("pages"), 8U);  // the file says 64
}

TEST(Plan, seeds_count_from_the_scenarios_or_the_command_lines) {
  EXPECT_EQ(plan_of("seeds = 3").scenario(2).config.seed, 3U);
  EXPECT_EQ(plan_of("seeds = 3", {40, {}}).scenario(2).config.seed, 42U);
  EXPECT_EQ(plan_of("seeds = 3").text(2), "seed=3");
  EXPECT_EQ(plan_of(kPages + "\nseeds = 3", {40, {}}).text(2), "workload.pages=4, seed=42");
}

TEST(Plan, a_bad_point_is_found_at_the_place_of_its_value) {
  EXPECT_EQ(error_of([] { plan_of("\"os.fork\" = [\"cow\", \"eagre\"]"); }).substr(0, 46),
            "dir/g.toml:5:21: os.fork: found eagre, allowed");
  EXPECT_EQ(error_of([] { plan_of("\"machine.harts\" = [2, [3]]"); }).substr(0, 53),
            "dir/g.toml:5:23: machine.harts: found an array, allow");
}

TEST(Plan, values_that_do_not_go_together_name_their_point) {
  const std::string error = error_of(
      [] { plan_of("\"os.fork\" = [\"cow\", \"eager\"]\n\"machine.cache.l1d.ways\" = [12, 32]"); });
  EXPECT_TRUE(error.starts_with("dir/g.toml: ")) << error;
  EXPECT_TRUE(error.ends_with(" (point os.fork=cow, machine.cache.l1d.ways=32)")) << error;
}

const std::string kWays = "\"os.fork\" = [\"cow\", \"eager\"]\n\"machine.cache.l1d.ways\" = ";

TEST(Plan, leaves_out_what_is_refused_together_where_it_is_told_to) {
  const Plan plan = plan_of(kWays + "[12, 32, 24]\nskip = [\"refused\"]\nseeds = 2");
  ASSERT_EQ(plan.size(), 8U);
  EXPECT_EQ(plan.text(0), "os.fork=cow, machine.cache.l1d.ways=12, seed=1");
  EXPECT_EQ(plan.text(2), "os.fork=cow, machine.cache.l1d.ways=24, seed=1");
  EXPECT_EQ(plan.left_out().points, 4U);
  EXPECT_TRUE(plan.left_out().first.starts_with("dir/g.toml: machine.cache.l1d.bytes="));
  EXPECT_TRUE(plan.left_out().first.ends_with("(point os.fork=cow, machine.cache.l1d.ways=32)"));
  EXPECT_EQ(plan_of(kWays + "[12]\nskip = [\"refused\"]").left_out().points, 0U);
}

// A task on another machine finds its points by these numbers.
TEST(Plan, points_have_the_same_numbers_without_checks) {
  const std::string table = kWays + "[12, 32, 24]\nskip = [\"refused\", { \"os.fork\" = \"cow\" }]";
  const Plan checked = plan_of(table);
  const Plan unchecked(sweep_of(table), {}, PlanChecks::kNone);
  ASSERT_EQ(unchecked.size(), checked.size());
  for (size_t i = 0; i < checked.size(); ++i) EXPECT_EQ(unchecked.text(i), checked.text(i));
}

TEST(Plan, leaves_out_no_mistake_and_not_all) {
  EXPECT_EQ(error_of([] { plan_of(kWays + "[12, 0]\nskip = [\"refused\"]"); }).substr(0, 37),
            "dir/g.toml:6:33: machine.cache.l1d.wa");
  // Not even of a point that is refused as well.
  const std::string pages = error_of([] {
    plan_of(
        "\"machine.cache.l1d.ways\" = [12, 32]\n\"workload.pages\" = [4, -3]\n"
        "zip = [[\"machine.cache.l1d.ways\", \"workload.pages\"]]\nskip = [\"refused\"]");
  });
  EXPECT_TRUE(pages.starts_with("dir/g.toml:6:24: pages: found -3, allowed")) << pages;
  const std::string none = error_of([] { plan_of(kWays + "[32]\nskip = [\"refused\"]"); });
  EXPECT_TRUE(none.starts_with("dir/g.toml:4:1: [sweep]: skip leaves no point")) << none;
  EXPECT_TRUE(none.ends_with("(point os.fork=cow, machine.cache.l1d.ways=32)")) << none;
}

TEST(Plan, an_axis_cannot_be_overridden) {
  EXPECT_EQ(error_of([] {
              plan_of(kPages, {{}, {"workload.pages=3"}});
            }),
            "--set workload.pages=3: found a list for workload.pages at dir/g.toml:5:1, allowed "
            "only one of them");
  EXPECT_EQ(error_of([] {
              plan_of("seed = [1, 2]", {3, {}});
            }),
            "--seed: found a list for seed at dir/g.toml:5:1, allowed only one of them");
  EXPECT_EQ(plan_of("seed = [5, 2]").scenario(1).config.seed, 2U);
}

TEST(Plan, one_run_under_two_names_is_refused) {
  // `warm` may be written as a word or as a boolean.
  EXPECT_EQ(error_of([] { plan_of("\"workload.warm\" = [true, \"true\"]"); }),
            "dir/g.toml:4:1: [sweep]: found the same run twice: workload.warm=true, and "
            "workload.warm=true");
}

TEST(PointKeys, differ_with_configuration_seed_and_tool_and_with_nothing_else) {
  const Plan plan = plan_of(kPages + "\nseeds = 2");
  PointKeys keys("1.0"), newer("1.1");
  std::set<std::string> all;
  for (size_t i = 0; i < plan.size(); ++i) {
    all.insert(keys.of(plan.scenario(i)));
    all.insert(newer.of(plan.scenario(i)));
  }
  EXPECT_EQ(all.size(), 8U);
  const Plan otherwise = plan_of("\"workload.pages\" = [16, 8]");
  EXPECT_EQ(keys.of(otherwise.scenario(1)), keys.of(plan.scenario(2)));
  EXPECT_EQ(plan.key(2), PointKeys(tool_identity()).of(plan.scenario(2)));
}

TEST(PointKeys, take_a_recording_by_its_content) {
  const fs::path folder =
      fs::path(testing::TempDir()) / ("cowmmu-keys-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  const auto key_with = [&](const std::string& name, const std::string& content) {
    std::ofstream(folder / name) << content;
    const std::string text = "[workload]\ntrace = \"" + name + "\"\n";
    return PointKeys("1").of(parse_scenario(text, folder / "s.toml", {}));
  };
  const std::string a = key_with("a.trace", "one");
  EXPECT_EQ(key_with("b.trace", "one"), a);
  EXPECT_NE(key_with("a.trace", "two"), a);
  fs::remove_all(folder);
}

// The commit says nothing about names that a program has added (params/choices.h).
TEST(Plan, a_program_with_names_of_its_own_is_known_by_its_bytes) {
  add_choice("os.fork", "mine");
  EXPECT_NE(tool_identity().find(sha256_of_file("/proc/self/exe")), std::string::npos);
}

}  // namespace
}  // namespace cowmmu
