// SPDX-License-Identifier: Apache-2.0
#include "params/choices.h"

#include <algorithm>
#include <map>

#include "params/registry.h"

namespace cowmmu {
namespace {

std::map<std::string, std::vector<std::string>>& added() {
  static std::map<std::string, std::vector<std::string>> names;
  return names;
}

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_name_character(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; }

}  // namespace

void add_name(const std::string& of, const std::string& name) {
  const bool good =
      !name.empty() && is_letter(name[0]) && std::ranges::all_of(name, is_name_character);
  if (!good)
    throw ParamError(of + ": found \"" + name +
                     "\", allowed a name of a-z, 0-9 and _ that begins with a letter");
  added()[of].push_back(name);
}

std::vector<std::string> added_names(const std::string& of) {
  const auto it = added().find(of);
  return it == added().end() ? std::vector<std::string>{} : it->second;
}

bool any_name_added() { return !added().empty(); }

void add_choice(const std::string& parameter, const std::string& value) {
  const ParamRegistry registry;
  const ParamInfo& info = registry.find(parameter);
  if (info.type != "choice")
    throw ParamError(parameter + ": found the new name " + value + ", allowed " + allowed(info));
  if (std::ranges::find(info.choices, value) != info.choices.end())
    throw ParamError(parameter + ": " + value + " is there already, of " + allowed(info));
  add_name(parameter, value);
}

}  // namespace cowmmu
