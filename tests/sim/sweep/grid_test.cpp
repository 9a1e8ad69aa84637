// SPDX-License-Identifier: Apache-2.0
#include "sweep/grid.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <random>
#include <set>

#include "sweep_text.h"

namespace cowmmu {
namespace {

std::vector<std::string> texts(const Grid& grid) {
  std::vector<std::string> all;
  for (size_t i = 0; i < grid.size(); ++i) {
    const Point p = grid.point(i);
    all.push_back(point_text(p) + " +" + std::to_string(p.seed_offset));
  }
  return all;
}

TEST(Grid, crosses_in_file_order_and_the_last_varies_fastest) {
  const Grid grid(sweep_of("\"os.fork\" = [\"eager\", \"cow\"]\n\"workload.pages\" = [4, 8]"));
  EXPECT_EQ(texts(grid),
            (std::vector<std::string>{
                "os.fork=eager, workload.pages=4 +0", "os.fork=eager, workload.pages=8 +0",
                "os.fork=cow, workload.pages=4 +0", "os.fork=cow, workload.pages=8 +0"}));
}

TEST(Grid, zipped_lists_advance_together_and_seeds_fastest) {
  const Grid grid(
      sweep_of("\"os.fork\" = [\"eager\", \"cow\"]\n\"os.copy\" = [\"core\", \"dma\"]\n"
               "zip = [[\"os.fork\", \"os.copy\"]]\nseeds = 2"));
  EXPECT_EQ(texts(grid), (std::vector<std::string>{
                             "os.fork=eager, os.copy=core +0", "os.fork=eager, os.copy=core +1",
                             "os.fork=cow, os.copy=dma +0", "os.fork=cow, os.copy=dma +1"}));
}

TEST(Grid, a_rule_skips_where_all_its_keys_match_and_any_rule_suffices) {
  const Grid grid(
      sweep_of("\"os.fork\" = [\"eager\", \"cow\"]\n\"workload.pages\" = [4, 8, 16]\n"
               "skip = [{ \"os.fork\" = \"eager\", \"workload.pages\" = [8, 16] }, "
               "{ \"workload.pages\" = 4.0, \"os.fork\" = \"cow\" }]"));
  EXPECT_EQ(texts(grid), (std::vector<std::string>{"os.fork=eager, workload.pages=4 +0",
                                                   "os.fork=cow, workload.pages=8 +0",
                                                   "os.fork=cow, workload.pages=16 +0"}));
}

TEST(Grid, a_star_crosses_zips_and_is_skipped_as_its_list_is) {
  const Grid listed(
      sweep_of("\"os.copy\" = [\"core\", \"dma\"]\n\"workload.pages\" = [4, 8]\n"
               "skip = [{ \"os.copy\" = \"dma\", \"workload.pages\" = 8 }]"));
  EXPECT_EQ(texts(Grid(sweep_of("\"os.copy\" = \"*\"\n\"workload.pages\" = [4, 8]\n"
                                "skip = [{ \"os.copy\" = \"dma\", \"workload.pages\" = 8 }]"))),
            texts(listed));
  const std::string pair = "\"machine.mmu.impl\" = \"*\"\n\"machine.copier.impl\" = \"*\"\n";
  EXPECT_EQ(texts(Grid(sweep_of(pair + "zip = [[\"machine.mmu.impl\", \"machine.copier.impl\"]]"))),
            (std::vector<std::string>{"machine.mmu.impl=systemc, machine.copier.impl=systemc +0",
                                      "machine.mmu.impl=rtl, machine.copier.impl=rtl +0"}));
}

TEST(Grid, a_sweep_of_seeds_alone) {
  EXPECT_EQ(texts(Grid(sweep_of("seeds = 3"))), (std::vector<std::string>{" +0", " +1", " +2"}));
}

TEST(Grid, no_point_and_too_many_points_are_refused) {
  EXPECT_EQ(error_of([] {
              Grid(sweep_of("\"workload.pages\" = [4, 8]\nskip = [{\"workload.pages\" = [4, 8]}]"));
            }),
            "dir/g.toml:4:1: [sweep]: skip leaves no point, allowed at least one");
  const std::string two = "\"workload.pages\" = [4, 8]\n";
  EXPECT_EQ(Grid(sweep_of(two + "seeds = 500000")).size(), kMaxPoints);
  EXPECT_EQ(error_of([&] { Grid(sweep_of(two + "seeds = 500001")); }),
            "dir/g.toml:4:1: [sweep]: found more than 1000000 points, allowed at most so many");
}

TEST(Grid, zip_and_skip_that_leave_nothing_or_match_nothing_are_refused) {
  const std::string zipped =
      "\"os.fork\" = [\"eager\", \"cow\"]\n\"workload.pages\" = [4, 8]\n"
      "zip = [[\"os.fork\", \"workload.pages\"]]\n";
  EXPECT_EQ(error_of([&] { Grid(sweep_of(zipped + "skip = [{ \"workload.pages\" = [4, 8] }]")); }),
            "dir/g.toml:4:1: [sweep]: skip leaves no point, allowed at least one");
  EXPECT_EQ(error_of([&] {
              Grid(sweep_of(zipped + "skip = [{ \"os.fork\" = \"eager\" },\n"
                                     "{ \"os.fork\" = \"cow\", \"workload.pages\" = 4 }]"));
            }),
            "dir/g.toml:9:1: skip: found values that are together in no point, allowed those of at "
            "least one (zip lets lists advance together)");
}

// A random sweep, with what it must have counted by other means.
struct RandomSweep {
  explicit RandomSweep(uint32_t seed) : random(seed) {
    for (const char* key :
         {"machine.harts", "workload.pages", "workload.children", "os.time_slice_us"}) {
      lengths.push_back(1 + random() % 5);
      std::vector<unsigned> values(lengths.back());
      std::iota(values.begin(), values.end(), 1);
      keys.emplace_back(key);
      table += fmt::format("\"{}\" = [{}]\n", key, fmt::join(values, ", "));
    }
    seeds = 1 + random() % 3;
    table += fmt::format("seeds = {}\n", seeds);
  }

  std::mt19937 random;
  std::vector<std::string> keys;
  std::vector<uint64_t> lengths;
  uint64_t seeds = 1;
  std::string table;
};

uint32_t first_seed() {
  const char* given = std::getenv("COWMMU_SEED");
  return given ? static_cast<uint32_t>(std::strtoul(given, nullptr, 10)) : 1;
}

TEST(Grid, has_the_product_of_its_lengths_less_what_is_skipped_each_point_once) {
  for (uint32_t seed = first_seed(); seed < first_seed() + 200; ++seed) {
    SCOPED_TRACE("COWMMU_SEED=" + std::to_string(seed));
    RandomSweep r(seed);
    const uint64_t all =
        std::accumulate(r.lengths.begin(), r.lengths.end(), r.seeds, std::multiplies<uint64_t>());
    const Grid grid(sweep_of(r.table));
    ASSERT_EQ(grid.size(), all);
    const auto points = texts(grid);
    EXPECT_EQ(std::set<std::string>(points.begin(), points.end()).size(), all);
    // A rule over one value of two axes takes away its share, exactly.
    const uint64_t share = all / (r.lengths[0] * r.lengths[1]);
    if (share == all) continue;
    const Grid less(sweep_of(
        r.table + fmt::format("skip = [{{ \"{}\" = 1, \"{}\" = 1 }}]", r.keys[0], r.keys[1])));
    EXPECT_EQ(less.size(), all - share);
    // What is left keeps its order.
    auto next = points.begin();
    for (const std::string& left : texts(less)) {
      next = std::find(next, points.end(), left);
      ASSERT_NE(next++, points.end()) << left;
    }
  }
}

TEST(Grid, a_zip_counts_once) {
  for (uint32_t seed = first_seed(); seed < first_seed() + 50; ++seed) {
    SCOPED_TRACE("COWMMU_SEED=" + std::to_string(seed));
    RandomSweep r(seed);
    const std::string zip = fmt::format("zip = [[\"{}\", \"{}\"]]\n", r.keys[0], r.keys[3]);
    if (r.lengths[0] != r.lengths[3]) {
      EXPECT_NE(error_of([&] { sweep_of(r.table + zip); }).find("lists of one length"),
                std::string::npos);
      continue;
    }
    EXPECT_EQ(Grid(sweep_of(r.table + zip)).size(),
              r.lengths[0] * r.lengths[1] * r.lengths[2] * r.seeds);
  }
}

}  // namespace
}  // namespace cowmmu
