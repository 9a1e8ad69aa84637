// SPDX-License-Identifier: Apache-2.0
// What scenario files and sweep files share of TOML. Costly to include: toml++ is a large header.
#pragma once

#include <toml++/toml.h>

#include <string>
#include <string_view>
#include <vector>

#include "config/settings.h"

namespace cowmmu {

// "first.toml:7:11"
std::string place(const std::string& file, const toml::source_position& at);

// Throws InputError with the place of a syntax error or a duplicate key.
toml::table parse_toml(std::string_view text, const std::string& shown);

// A leaf as a setting takes it; what no key takes becomes Unusable.
SettingValue value_of_node(const toml::node& node);

// settings_of_toml for a file that is parsed already.
std::vector<Setting> settings_of_table(const ParamRegistry& registry, const toml::table& root,
                                       const std::string& shown);

}  // namespace cowmmu
