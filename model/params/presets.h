// SPDX-License-Identifier: Apache-2.0
// Presets: named machines, each a list of changes to the defaults with a source a change.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "params/registry.h"

namespace cowmmu {

struct PresetChange {
  std::string_view name;
  std::string_view value;  // as text; ParamRegistry::set_text reads it
  std::string_view source;
};

struct Preset {
  std::string_view name;
  std::string_view meaning;
  std::span<const PresetChange> changes;
};

inline constexpr std::string_view kDefaultPreset = "server";

std::span<const Preset> all_presets();
std::vector<std::string> preset_names();
// Throws ParamError with the allowed and the nearest names where there is no such preset.
const Preset& find_preset(std::string_view name);
// The defaults with the preset's changes.
Params preset_params(const ParamRegistry& registry, std::string_view name);
// The parameters as this preset has them: default and source replaced where it changes them.
std::vector<ParamInfo> preset_infos(const ParamRegistry& registry, std::string_view name);

}  // namespace cowmmu
