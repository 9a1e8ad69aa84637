// SPDX-License-Identifier: Apache-2.0
// A sweep file: a scenario with a [sweep] table, which says what its points differ in.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "config/settings.h"

namespace cowmmu {

// More points than this are taken for a mistake.
inline constexpr uint64_t kMaxPoints = 1'000'000;

// A key with the values it takes, each once.
struct Axis {
  std::string key;
  std::vector<Setting> values;
  std::string where;
};

// Axes that advance together, all of one length; a single one is crossed with the rest.
using AxisGroup = std::vector<Axis>;

// Leaves a point out where each key has one of its values. Keys are those of axes.
struct SkipRule {
  struct Condition {
    std::string key;
    std::vector<Setting> any;
  };
  std::vector<Condition> all;
  std::string where;
};

struct SweepFile {
  std::string path;               // as the user gave it
  std::string where;              // of [sweep]
  std::vector<Setting> settings;  // the scenario without [sweep]
  std::vector<AxisGroup> groups;  // in the order of the file; the last varies fastest
  uint64_t seeds = 1;             // seed, seed + 1, ...: faster than any axis
  std::string seeds_where;        // empty: not given
  std::vector<SkipRule> skip;
  bool skips_refused = false;  // leaves out points that throw RefusedTogether (config/scenario.h)
  std::optional<std::chrono::milliseconds> timeout;  // for each point
};

// Both throw InputError with file:line:column for anything that is not legal, a file without a
// [sweep] table included. Whether a value suits its key is seen when a point's scenario is made.
SweepFile load_sweep(const std::filesystem::path& path);
SweepFile parse_sweep(const std::string& text, const std::filesystem::path& path);

}  // namespace cowmmu
