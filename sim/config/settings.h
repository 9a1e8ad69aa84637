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

struct Setting {
  std::string key;  // dotted: "machine.tlb.l1d.entries"
  std::variant<ParamValue, Unquoted, Unusable> value;
  std::string where;  // "first.toml:7:11", or "--set os.fork=eager"
};

// The settings of a TOML text, one a key, by table and name. `shown` is the file's name in
// messages. Throws InputError for a syntax error, a duplicate key, a key that is no parameter, no
// group of parameters and not preset, seed or workload.*, and for a value in the place of a table.
std::vector<Setting> settings_of_toml(const ParamRegistry& registry, std::string_view text,
                                      const std::string& shown);

// A setting from the text "key=value". Throws InputError without a `=` or with an unknown key.
Setting setting_of_option(const ParamRegistry& registry, const std::string& option);

// The value as `info` takes it; InputError with the setting's place otherwise.
ParamValue value_of(const Setting& setting, const ParamInfo& info);

}  // namespace cowmmu
