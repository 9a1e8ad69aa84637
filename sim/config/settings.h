// SPDX-License-Identifier: Apache-2.0
// A scenario as a flat list of settings: from a TOML file, and from `--set key=value`.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "params/registry.h"

namespace cowmmu {

// Text whose type is not known yet (`--set`): the key's type says how it is read.
struct Unquoted {
  std::string text;
};
// A value of a type that no key takes, as a message shows it: "an array".
struct Unusable {
  std::string shown;
};

using SettingValue = std::variant<ParamValue, Unquoted, Unusable>;

struct Setting {
  std::string key;  // dotted: "machine.tlb.l1d.entries"
  SettingValue value;
  std::string where;  // "first.toml:7:11", or "--set os.fork=eager"
};

// The settings of a TOML text, one a key, by table and name. `shown` is the file's name in
// messages. Throws InputError for a syntax error, a duplicate key, a key that is no parameter, no
// group of parameters and not preset, seed or workload.*, for a value in the place of a table, and
// for a [sweep] table.
std::vector<Setting> settings_of_toml(const ParamRegistry& registry, std::string_view text,
                                      const std::string& shown);

// Throws InputError for a dotted key that no setting has, naming the nearest of these and of
// `others`, keys that are allowed at this place as well.
void check_setting_key(const ParamRegistry& registry, const std::string& key,
                       const std::string& where, const std::vector<std::string>& others = {});

// A setting from the text "key=value". Throws InputError without a `=` or with an unknown key.
Setting setting_of_option(const ParamRegistry& registry, const std::string& option);

// The value as `info` takes it; InputError with the setting's place otherwise.
ParamValue value_of(const Setting& setting, const ParamInfo& info);

}  // namespace cowmmu
