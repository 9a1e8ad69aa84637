// SPDX-License-Identifier: Apache-2.0
#include "sweep/every_value.h"

#include <fmt/format.h>

#include <algorithm>

#include "errors/errors.h"
#include "params/availability.h"
#include "params/presets.h"

namespace cowmmu {
namespace {

std::vector<std::string> names_of(const ParamRegistry& registry, const std::string& key) {
  if (key == "preset") return preset_names();
  const auto all = registry.all();
  const auto info = std::ranges::find(all, key, &ParamInfo::name);
  return info == all.end() ? std::vector<std::string>{} : info->choices;
}

}  // namespace

std::vector<Setting> every_value(const ParamRegistry& registry, const std::string& key,
                                 const std::string& where) {
  std::vector<std::string> names = names_of(registry, key);
  if (names.empty()) {
    throw InputError(fmt::format(
        "{}: {}: found \"{}\", allowed for preset and what `cowmmu params` shows with a list of "
        "names, such as os.fork; a list does: {} = [...]",
        where, key, kEveryValue, key));
  }
  std::erase_if(names, [&](const std::string& name) { return !is_available(key, name); });
  std::vector<Setting> values;
  values.reserve(names.size());
  for (std::string& name : names) values.push_back({key, ParamValue(std::move(name)), where});
  return values;
}

}  // namespace cowmmu
