// SPDX-License-Identifier: Apache-2.0
// The scenarios that come with the program are legal.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "config/scenario.h"

namespace cowmmu {
namespace {

namespace fs = std::filesystem;
const fs::path kFolder = fs::path(SOURCE_FOLDER) / "sim/scenarios";

TEST(Scenarios, all_load) {
  int seen = 0;
  for (const auto& entry : fs::directory_iterator(kFolder)) {
    EXPECT_NO_THROW(load_scenario(entry.path(), {})) << entry.path();
    ++seen;
  }
  EXPECT_GE(seen, 5);
}

TEST(Scenarios, first_is_64_mib_a_tenth_written_on_4_harts) {
  const Scenario s = load_scenario(kFolder / "first.toml", {});
  EXPECT_EQ(s.workload.integer("pages") * 4096, 64U << 20);
  EXPECT_EQ(s.workload.real("written"), 0.1);
  EXPECT_EQ(s.config.params.machine.harts, 4U);
}

TEST(Scenarios, every_recording_has_one) {
  std::set<std::string> replayed;
  for (const auto& entry : fs::directory_iterator(kFolder)) {
    const Scenario s = load_scenario(entry.path(), {});
    if (s.workload.kind == WorkloadKind::kTrace) replayed.insert(s.workload.file.filename());
  }
  for (const auto& entry : fs::directory_iterator(fs::path(SOURCE_FOLDER) / "sim/traces")) {
    if (entry.path().extension() != ".zst") continue;
    EXPECT_TRUE(replayed.contains(entry.path().filename())) << entry.path();
  }
}

}  // namespace
}  // namespace cowmmu
