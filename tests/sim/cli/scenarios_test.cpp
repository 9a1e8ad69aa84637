// SPDX-License-Identifier: Apache-2.0
// The scenarios that come with the program are legal.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <vector>

#include "config/scenario.h"
#include "sweep/plan.h"

namespace cowmmu {
namespace {

namespace fs = std::filesystem;
const fs::path kSim = fs::path(SOURCE_FOLDER) / "sim";

std::vector<fs::path> files_in(const fs::path& folder) {
  return {fs::directory_iterator(folder), fs::directory_iterator()};
}

TEST(Scenarios, all_load) {
  const auto files = files_in(kSim / "scenarios");
  for (const fs::path& file : files) EXPECT_NO_THROW(load_scenario(file, {})) << file;
  EXPECT_GE(files.size(), 5U);
}

TEST(Scenarios, every_point_of_each_sweep_loads) {
  const auto files = files_in(kSim / "sweeps");
  for (const fs::path& file : files) EXPECT_NO_THROW(Plan(load_sweep(file), {})) << file;
  EXPECT_GE(files.size(), 1U);
}

TEST(Scenarios, first_is_64_mib_a_tenth_written_on_4_harts) {
  const Scenario s = load_scenario(kSim / "scenarios/first.toml", {});
  EXPECT_EQ(s.workload.integer("pages") * 4096, 64U << 20);
  EXPECT_EQ(s.workload.real("written"), 0.1);
  EXPECT_EQ(s.config.params.machine.harts, 4U);
}

TEST(Scenarios, every_recording_has_one) {
  std::set<std::string> replayed;
  for (const fs::path& file : files_in(kSim / "scenarios")) {
    const Scenario s = load_scenario(file, {});
    if (s.workload.kind == WorkloadKind::kTrace) replayed.insert(s.workload.file.filename());
  }
  for (const auto& entry : fs::directory_iterator(kSim / "traces")) {
    if (entry.path().extension() != ".zst") continue;
    EXPECT_TRUE(replayed.contains(entry.path().filename())) << entry.path();
  }
}

}  // namespace
}  // namespace cowmmu
