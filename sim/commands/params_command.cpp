// SPDX-License-Identifier: Apache-2.0
#include "commands/params_command.h"

#include <boost/json.hpp>

#include "config/config_json.h"
#include "params/listing.h"
#include "params/presets.h"
#include "stats/pretty_json.h"

namespace cowmmu {
namespace {

namespace json = boost::json;

json::object info_json(const ParamInfo& info) {
  const bool ranged = info.type == "integer" || info.type == "real";
  json::object out{{"name", info.name},
                   {"type", info.type},
                   {"default", to_json(info.initial)},
                   {"min", ranged ? to_json(info.min) : json::value()},
                   {"max", ranged ? to_json(info.max) : json::value()},
                   {"unit", info.unit},
                   {"meaning", info.meaning},
                   {"source", info.source}};
  if (info.type == "choice") out["choices"] = json::array(info.choices.begin(), info.choices.end());
  return out;
}

std::string params_as_json(const ParamRegistry& registry, const std::string& preset) {
  json::array all;
  for (const ParamInfo& info : preset_infos(registry, preset)) all.emplace_back(info_json(info));
  return pretty(all);
}

}  // namespace

ExitStatus params_command(const ParamsCommandOptions& options, CommandContext& context) {
  const ParamRegistry registry;
  const std::string preset = options.preset.empty() ? std::string(kDefaultPreset) : options.preset;
  try {
    if (options.json) {
      context.out << params_as_json(registry, preset);
    } else if (options.markdown) {
      context.out << params_as_markdown(registry, preset);
    } else {
      context.out << params_as_text(registry, preset);
    }
  } catch (const ParamError& e) {
    throw InputError(e.what());
  }
  return ExitStatus::kDone;
}

}  // namespace cowmmu
