// SPDX-License-Identifier: Apache-2.0
#include "params/listing.h"

#include <algorithm>

#include "params/availability.h"
#include "params/names.h"
#include "params/presets.h"

namespace cowmmu {
namespace {

std::string range_of(const ParamInfo& info) {
  if (info.type == "boolean") return "true, false";
  if (info.type == "choice") return join_names(info.choices);
  return to_text(info.min) + " to " + to_text(info.max);
}

std::string missing_of(const ParamInfo& info) {
  std::vector<std::string> missing;
  for (const std::string& value : info.choices) {
    if (!is_available(info.name, value)) missing.push_back(value);
  }
  return missing.empty() ? "" : " (not available yet: " + join_names(missing) + ")";
}

std::string group_of(const std::string& name) { return name.substr(0, name.rfind('.')); }

// A cell must not end a Markdown table's column.
std::string cell(std::string text) {
  for (size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) {
    text.insert(at, "\\");
  }
  return text;
}

std::string row_of(const ParamInfo& info) {
  return "| `" + info.name + "` | " + to_text(info.initial) + " | " +
         cell(range_of(info) + missing_of(info)) + " | " + info.unit + " | " + cell(info.meaning) +
         " | " + cell(info.source) + " |\n";
}

std::string presets_as_markdown() {
  std::string out = "## Presets\n";
  for (const Preset& preset : all_presets()) {
    out += "\n`" + std::string(preset.name) + "`: " + std::string(preset.meaning) + ".\n";
    if (preset.changes.empty()) continue;
    out += "\n| parameter | value | source |\n|---|---|---|\n";
    for (const PresetChange& c : preset.changes) {
      out += "| `" + std::string(c.name) + "` | " + std::string(c.value) + " | " +
             cell(std::string(c.source)) + " |\n";
    }
  }
  return out;
}

}  // namespace

std::string params_as_text(const ParamRegistry& registry, std::string_view preset) {
  std::string out;
  for (const ParamInfo& info : preset_infos(registry, preset)) {
    const std::string unit = info.unit.empty() ? "" : " " + info.unit;
    out += info.name + " = " + to_text(info.initial) + unit + "   [" + range_of(info) + "]" +
           missing_of(info) + "\n    " + info.meaning + "\n    source: " + info.source + "\n";
  }
  return out;
}

std::string params_as_markdown(const ParamRegistry& registry, std::string_view preset) {
  std::string out =
      "# Parameters\n\n"
      "Generated from `model/params/*.def` by `cowmmu params --markdown`; do not edit. A scenario\n"
      "sets them by these names, and so does `--set NAME=VALUE`. Values shown are those of "
      "preset\n`" +
      std::string(preset) + "`.\n\n" + presets_as_markdown();
  std::string group;
  for (const ParamInfo& info : preset_infos(registry, preset)) {
    if (group_of(info.name) != group) {
      group = group_of(info.name);
      out +=
          "\n## " + group +
          "\n\n| name | default | range | unit | meaning | source |\n|---|---|---|---|---|---|\n";
    }
    out += row_of(info);
  }
  return out;
}

}  // namespace cowmmu
