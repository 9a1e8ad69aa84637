// SPDX-License-Identifier: Apache-2.0
// The differences between two policies' runs, and the break-even that `compare` finds, are those of
// the formulas.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "commands/compare_command.h"
#include "commands/figures.h"
#include "measure.h"

namespace cowmmu::formulas {
namespace {

Size under(Size size, Policy policy) {
  size.policy = policy;
  return size;
}

int64_t difference(uint64_t a, uint64_t b) {
  return static_cast<int64_t>(a) - static_cast<int64_t>(b);
}

void expect_difference(const Size& size) {
  const std::vector<Size> all = {under(size, Policy::kEager), under(size, Policy::kTextbook),
                                 under(size, Policy::kCow)};
  const auto runs = measure(all);
  for (size_t i = 1; i < all.size(); ++i) {
    EXPECT_EQ(difference(figure(runs[i], "/cycles"), figure(runs[0], "/cycles")),
              difference(policy_cycles(all[i]), policy_cycles(all[0])))
        << describe(all[i]);
  }
}

// What `cowmmu compare --json -` prints.
boost::json::object compare(const Size& size) {
  const auto file = std::filesystem::path(testing::TempDir()) /
                    ("cowmmu-formulas-" + std::to_string(::getpid()) + ".toml");
  std::ofstream(file) << scenario_text(size);
  std::ostringstream out, err;
  const Simulate run = simulate;
  CommandContext context{{}, true, run, out, err};
  CompareCommandOptions options;
  options.scenario = file.string();
  options.json = "-";
  options.jobs = 2;
  const ExitStatus status = compare_command(options, context);
  std::filesystem::remove(file);
  EXPECT_EQ(status, ExitStatus::kDone) << err.str();
  return boost::json::parse(out.str()).as_object();
}

uint64_t written_of(const boost::json::value& entry, uint64_t pages) {
  const double fraction = entry.at("written").to_number<double>();
  return static_cast<uint64_t>(std::floor(fraction * static_cast<double>(pages) + 0.5));
}

TEST(BreakEvenFormula, totals_differ_by_the_formulas) {
  for (const uint64_t harts : {1, 4}) {
    for (const uint64_t pages : {1, 33, 40, 512, 1500}) {
      for (const uint64_t part : {0, 1, 2}) {
        expect_difference({.pages = pages, .written = pages * part / 2, .harts = harts});
      }
    }
  }
}

TEST(BreakEvenFormula, compare_finds_it) {
  for (const uint64_t harts : {1, 4}) {
    for (const uint64_t pages : {20, 64, 200, 512, 1000}) {
      const Size size{.pages = pages, .written = pages / 2, .harts = harts};
      const auto document = compare(size);
      const auto& even = document.at("break_even").as_array();
      ASSERT_EQ(even.size(), 2U);
      for (const Policy policy : {Policy::kTextbook, Policy::kCow}) {
        const auto& entry = even[policy == Policy::kCow ? 1 : 0];
        EXPECT_EQ(entry.at("policy").as_string(), name_of(policy));
        EXPECT_EQ(written_of(entry, pages), break_even(under(size, policy))) << describe(size);
      }
    }
  }
}

}  // namespace
}  // namespace cowmmu::formulas
