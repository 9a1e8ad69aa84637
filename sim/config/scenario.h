// SPDX-License-Identifier: Apache-2.0
// A scenario: one machine, one OS, one workload. Read from TOML, with the command line's overrides.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "config/workload.h"
#include "errors/errors.h"
#include "params/registry.h"

namespace cowmmu {

// `--seed N`, which wins over everything, and each `--set key=value` in its order.
struct Overrides {
  std::optional<uint64_t> seed;
  std::vector<std::string> sets;
};

// What every command takes: the machine without a workload.
struct Configuration {
  std::string preset;
  uint64_t seed = 1;
  Params params;
};

struct Scenario {
  std::string path;  // as the user gave it
  Configuration config;
  Workload workload;
};

// Values that are legal one by one but not together.
struct RefusedTogether : InputError {
  using InputError::InputError;
};

// Both throw InputError, with file:line:column or the option, for anything that is not legal.
Scenario load_scenario(const std::filesystem::path& path, const Overrides& overrides);
Scenario parse_scenario(const std::string& text, const std::filesystem::path& path,
                        const Overrides& overrides);

// From settings that are read already; a later one wins over an earlier one of the same key, and
// the overrides over all of them. A caller with many keeps the registry.
Scenario scenario_of(const ParamRegistry& registry, std::vector<Setting> settings,
                     const std::filesystem::path& path, const Overrides& overrides);

// The number that `--seed` or a test gives; `where` is its place in messages.
uint64_t parse_seed(const std::string& text, const std::string& where);

// The machine from the command line alone (`walk`, `litmus`). A `workload.` key is an error.
Configuration configure(const Overrides& overrides);

// The same scenario under another value of one parameter; checked as in a file.
Scenario with_param(Scenario scenario, const std::string& name, const std::string& value);

}  // namespace cowmmu
