// SPDX-License-Identifier: Apache-2.0
#include "commands/figures.h"

#include <gtest/gtest.h>

#include "commands/summary.h"
#include "fake/fake_simulation.h"
#include "stats/stats_json.h"

namespace cowmmu {
namespace {

boost::json::object stats_of(const std::string& workload) {
  const Scenario s = parse_scenario("[workload]\n" + workload, "s.toml", {});
  return to_json(fake_simulate(s, {}).stats);
}

TEST(Figures, phases_are_summed_over_harts_and_faults_over_kinds) {
  Stats s;
  s.harts = {{HartId(0), Cycles(5), {}}, {HartId(1), Cycles(5), {}}};
  for (auto& hart : s.harts) hart.ledger[static_cast<size_t>(Phase::kLock)] = Cycles(5);
  s.faults.cow_copy.count = 2;
  s.faults.segv.count = 3;
  s.ad_traps.count = 100;
  EXPECT_EQ(phase_cycles(to_json(s))[static_cast<size_t>(Phase::kLock)], 10U);
  EXPECT_EQ(total_faults(to_json(s)), 5U);
}

TEST(Figures, texts_name_workload_and_machine) {
  const auto s = stats_of("program = \"fork_exit\"\npages = 5\n");
  EXPECT_EQ(workload_text(s), "program fork_exit, children 1, pages 5, warm true");
  EXPECT_EQ(machine_text(s), "4 harts at 3000 MHz, preset server, seed 1");
}

TEST(Summary, fits_a_screen_and_names_the_main_figures) {
  const std::string text = summary_text(stats_of("program = \"fork_write\"\npages = 100\n"));
  EXPECT_LE(std::count(text.begin(), text.end(), '\n'), 24);
  EXPECT_NE(text.find("2,300 cycles, 0.8 us"), std::string::npos) << text;
  EXPECT_NE(text.find("10 COW copies"), std::string::npos) << text;
  EXPECT_NE(text.find("fault.copy 56.5 %, fork.setup 43.5 %"), std::string::npos) << text;
}

}  // namespace
}  // namespace cowmmu
