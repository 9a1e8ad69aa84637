// SPDX-License-Identifier: Apache-2.0
#include "config/scenario.h"

#include <algorithm>
#include <iterator>

#include "builds/machine_builds.h"
#include "input/input_file.h"
#include "params/availability.h"
#include "params/combinations.h"
#include "params/presets.h"

namespace cowmmu {
namespace {

namespace fs = std::filesystem;
using Settings = std::vector<Setting>;

ParamInfo seed_info() {
  return {"seed", "integer", uint64_t{1}, uint64_t{0}, UINT64_MAX, {}, "", "", "", nullptr};
}

ParamInfo preset_info() {
  const std::string first(kDefaultPreset);
  return {"preset", "choice", first, first, first, preset_names(), "", "", "", nullptr};
}

bool is_workload(const Setting& s) { return s.key.starts_with("workload."); }

void apply(const ParamRegistry& registry, const Setting& setting, Configuration& config) {
  const ParamInfo& info = registry.find(setting.key);
  const ParamValue value = value_of(setting, info);
  if (!is_available(info.name, to_text(value)))
    throw NotAvailable(info.name + "=" + to_text(value));
  registry.set(config.params, info.name, value);
}

// The preset first, whatever its place; then everything else in its order.
Configuration configuration_of(const ParamRegistry& registry, const Settings& settings,
                               const Overrides& overrides) {
  Configuration config;
  config.preset = kDefaultPreset;
  for (const Setting& s : settings) {
    if (s.key == "preset") config.preset = std::get<std::string>(value_of(s, preset_info()));
  }
  config.params = preset_params(registry, config.preset);
  for (const Setting& s : settings) {
    if (s.key == "seed") config.seed = std::get<uint64_t>(value_of(s, seed_info()));
    if (s.key != "preset" && s.key != "seed" && !is_workload(s)) apply(registry, s, config);
  }
  if (overrides.seed) config.seed = *overrides.seed;
  return config;
}

// After all mistakes of a single value.
void check_together(const Configuration& config, const std::string& shown) {
  try {
    check_combination(config.params);
    check_rtl_builds(config.params);
  } catch (const ParamError& e) {
    throw RefusedTogether(shown + ": " + e.what());
  }
}

void append_sets(const ParamRegistry& registry, const Overrides& overrides, Settings& settings) {
  for (const std::string& set : overrides.sets) {
    settings.push_back(setting_of_option(registry, set));
  }
}

}  // namespace

Scenario load_scenario(const fs::path& path, const Overrides& overrides) {
  return parse_scenario(read_input_file(path), path, overrides);
}

Scenario parse_scenario(const std::string& text, const fs::path& path, const Overrides& overrides) {
  const ParamRegistry registry;
  return scenario_of(registry, settings_of_toml(registry, text, path.string()), path, overrides);
}

Scenario scenario_of(const ParamRegistry& registry, Settings settings, const fs::path& path,
                     const Overrides& overrides) {
  const std::string shown = path.string();
  append_sets(registry, overrides, settings);
  Configuration config = configuration_of(registry, settings, overrides);
  Settings workload;
  std::ranges::copy_if(settings, std::back_inserter(workload), is_workload);
  Workload program = workload_of(workload, path.parent_path(), shown);
  check_together(config, shown);
  return {shown, std::move(config), std::move(program)};
}

uint64_t parse_seed(const std::string& text, const std::string& where) {
  return std::get<uint64_t>(value_of({"seed", Unquoted{text}, where}, seed_info()));
}

Configuration configure(const Overrides& overrides) {
  const ParamRegistry registry;
  Settings settings;
  append_sets(registry, overrides, settings);
  for (const Setting& s : settings) {
    if (is_workload(s)) throw InputError(s.where + ": this command has no workload");
  }
  Configuration config = configuration_of(registry, settings, overrides);
  check_together(config, "--set");
  return config;
}

Scenario with_param(Scenario scenario, const std::string& name, const std::string& value) {
  try {
    ParamRegistry().set_text(scenario.config.params, name, value);
    check_combination(scenario.config.params);
    check_rtl_builds(scenario.config.params);
  } catch (const ParamError& e) {
    throw InputError(e.what());
  }
  return scenario;
}

}  // namespace cowmmu
