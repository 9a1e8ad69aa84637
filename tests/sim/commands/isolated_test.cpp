// SPDX-License-Identifier: Apache-2.0
#include "commands/isolated.h"

#include <gtest/gtest.h>

#include "base/check.h"
#include "commands/figures.h"
#include "fake/fake_simulation.h"

namespace cowmmu {
namespace {

Scenario fork_write(const std::string& policy, uint64_t pages) {
  return parse_scenario("[workload]\nprogram = \"fork_write\"\npages = " + std::to_string(pages) +
                            "\n[os]\nfork = \"" + policy + "\"\n",
                        "s.toml", {});
}

Finished run(const std::string& policy, uint64_t pages) {
  return simulate_isolated(fake_simulate, {{fork_write(policy, pages), {}}}, 1).front();
}

TEST(Isolated, statistics_come_back_whole) {
  const Finished f = run("eager", 20);
  EXPECT_EQ(f.status, ExitStatus::kDone);
  EXPECT_EQ(figure(f.stats, "/cycles"), 3000U);
  EXPECT_EQ(figure(f.stats, "/config/machine/harts"), 4U);
}

TEST(Isolated, a_crash_fails_the_run_without_statistics) {
  const Finished f = run("eager", 13);
  EXPECT_EQ(f.status, ExitStatus::kFailed);
  EXPECT_TRUE(f.stats.empty());
  EXPECT_EQ(f.messages, std::vector<std::string>{
                            "the simulation failed: ended without a result: exit status 7"});
}

TEST(Isolated, an_oracles_report_fails_the_run_with_statistics) {
  const Finished f = run("cow", 13);
  EXPECT_EQ(f.status, ExitStatus::kFailed);
  EXPECT_FALSE(f.stats.empty());
  EXPECT_EQ(f.messages, std::vector<std::string>{"oracle: load of A.0 returned 5, expected 4"});
}

TEST(Isolated, errors_keep_their_exit_status) {
  EXPECT_EQ(run("textbook", 13).status, ExitStatus::kFailed);
  const Simulate bad = [](const Scenario&, const RunOptions&) -> SimulationResult {
    throw InputError("a.trace:3: unknown record");
  };
  const Finished f = simulate_isolated(bad, {{fork_write("cow", 2), {}}}, 1).front();
  EXPECT_EQ(f.status, ExitStatus::kBadInput);
  EXPECT_EQ(f.messages, std::vector<std::string>{"a.trace:3: unknown record"});
}

TEST(Isolated, a_broken_invariant_is_a_failed_run_with_its_message) {
  const Simulate broken = [](const Scenario&, const RunOptions&) -> SimulationResult {
    COWMMU_CHECK(false, "hart 2 at cycle 77");
    return {};
  };
  const Finished f = simulate_isolated(broken, {{fork_write("cow", 2), {}}}, 1).front();
  EXPECT_EQ(f.status, ExitStatus::kFailed);
  EXPECT_NE(f.messages.front().find("hart 2 at cycle 77"), std::string::npos);
}

TEST(Isolated, one_failure_leaves_the_others_and_their_order_alone) {
  const std::vector<SimulationJob> jobs{
      {fork_write("cow", 100), {}}, {fork_write("eager", 13), {}}, {fork_write("eager", 9), {}}};
  const auto all = simulate_isolated(fake_simulate, jobs, 2);
  EXPECT_EQ(figure(all[0].stats, "/cycles"), 2300U);
  EXPECT_EQ(all[1].status, ExitStatus::kFailed);
  EXPECT_EQ(figure(all[2].stats, "/cycles"), 1900U);
}

TEST(Isolated, a_stream_tells_each_ones_end_and_seconds) {
  std::vector<SimulationJob> jobs{
      {fork_write("cow", 14), {}}, {fork_write("eager", 13), {}}, {fork_write("cow", 9), {}}};
  size_t started = 0;
  std::vector<Finished> all(jobs.size());
  StreamOptions options;
  options.parallel = 3;
  options.limit = std::chrono::milliseconds(200);
  options.on_done = [&](size_t index, Finished f) { all[index] = std::move(f); };
  simulate_stream(
      fake_simulate,
      [&]() -> std::optional<SimulationJob> {
        if (started == jobs.size()) return std::nullopt;
        return jobs[started++];
      },
      options);
  EXPECT_EQ(all[0].end, ChildEnd::kTimedOut);
  EXPECT_GE(all[0].seconds, 0.2);
  EXPECT_EQ(all[0].messages.front(),
            "the simulation failed: took longer than its limit of 0.2 s (--timeout SECONDS, or "
            "timeout_seconds in [sweep])");
  EXPECT_EQ(all[1].end, ChildEnd::kCrashed);
  EXPECT_EQ(all[2].end, ChildEnd::kReturned);
  EXPECT_EQ(figure(all[2].stats, "/cycles"), 1130U);  // 0.9 pages written: one
}

}  // namespace
}  // namespace cowmmu
