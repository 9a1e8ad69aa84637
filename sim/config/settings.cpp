// SPDX-License-Identifier: Apache-2.0
#include "config/settings.h"

#include <algorithm>

#include "config/toml.h"
#include "errors/errors.h"
#include "params/names.h"

namespace cowmmu {
namespace {

constexpr std::string_view kWorkload = "workload";
constexpr std::string_view kSweep = "sweep";

// The keys that a table takes; "" is the whole file.
std::vector<std::string> keys_in(const ParamRegistry& registry, const std::string& group) {
  std::vector<std::string> keys;
  if (group.empty()) keys = {"preset", "seed", std::string(kWorkload)};
  const std::string prefix = group.empty() ? "" : group + ".";
  for (const std::string& name : registry.names()) {
    if (!name.starts_with(prefix)) continue;
    const std::string key =
        name.substr(prefix.size(), name.find('.', prefix.size()) - prefix.size());
    if (std::ranges::find(keys, key) == keys.end()) keys.push_back(key);
  }
  return keys;
}

// A name near the one found: of the same table, or else anywhere, in full.
std::string suggestion(const ParamRegistry& registry, const std::string& group,
                       const std::string& key) {
  std::string near = did_you_mean(key, keys_in(registry, group));
  if (!near.empty()) return near;
  return did_you_mean(group.empty() ? key : group + "." + key, registry.names());
}

[[noreturn]] void refuse_key(const ParamRegistry& registry, const std::string& where,
                             const std::string& group, const std::string& key) {
  const std::string full = group.empty() ? key : group + "." + key;
  const std::string table = group.empty() ? "a scenario" : "[" + group + "]";
  throw InputError(where + ": unknown key " + full + ", allowed in " + table + ": " +
                   join_names(keys_in(registry, group)) + suggestion(registry, group, key));
}

[[noreturn]] void refuse_sweep(const std::string& where) {
  throw InputError(where + ": found a [sweep] table, allowed only for `cowmmu sweep`");
}

bool is_plain(const ParamRegistry& registry, const std::string& key) {
  if (key == "preset" || key == "seed") return true;
  if (key.starts_with(std::string(kWorkload) + ".")) return true;
  return std::ranges::find(registry.names(), key) != registry.names().end();
}

class Flattener {
 public:
  Flattener(const ParamRegistry& registry, const std::string& file)
      : registry_(registry), file_(file) {}

  std::vector<Setting> run(const toml::table& root) {
    table(root, "");
    return std::move(settings_);
  }

 private:
  // Depth is bounded by the parameters' names: an unknown table is refused, not entered.
  void table(const toml::table& t, const std::string& group) {
    for (const auto& [key, node] : t) entry(key, node, group);
  }

  void entry(const toml::key& key, const toml::node& node, const std::string& group) {
    const std::string name(key.str());
    const std::string full = group.empty() ? name : group + "." + name;
    const bool dotted = name.find('.') != std::string::npos;  // quoted: TOML's dots make tables
    if (dotted) refuse_key(registry_, place(file_, key.source().begin), group, name);
    if (full == kSweep) refuse_sweep(place(file_, key.source().begin));
    if (is_plain(registry_, full)) {
      settings_.push_back({full, value_of_node(node), place(file_, node.source().begin)});
    } else if (full != kWorkload && !registry_.is_group(full)) {
      refuse_key(registry_, place(file_, key.source().begin), group, name);
    } else if (const toml::table* inner = node.as_table()) {
      table(*inner, full);
    } else {
      throw InputError(place(file_, node.source().begin) + ": " + full +
                       ": found a value, allowed a table [" + full + "]");
    }
  }

  const ParamRegistry& registry_;
  const std::string& file_;
  std::vector<Setting> settings_;
};

}  // namespace

std::string place(const std::string& file, const toml::source_position& at) {
  return file + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

SettingValue value_of_node(const toml::node& node) {
  if (const auto* v = node.as_string()) return ParamValue(v->get());
  if (const auto* v = node.as_boolean()) return ParamValue(v->get());
  if (const auto* v = node.as_floating_point()) return ParamValue(v->get());
  if (const auto* v = node.as_integer()) {
    if (v->get() >= 0) return ParamValue(static_cast<uint64_t>(v->get()));
    return Unusable{std::to_string(v->get())};
  }
  if (node.is_array()) return Unusable{"an array"};
  if (node.is_table()) return Unusable{"a table"};
  return Unusable{"a date or time"};
}

toml::table parse_toml(std::string_view text, const std::string& shown) {
  try {
    return toml::parse(text, shown);
  } catch (const toml::parse_error& e) {
    throw InputError(place(shown, e.source().begin) + ": " + std::string(e.description()));
  }
}

std::vector<Setting> settings_of_table(const ParamRegistry& registry, const toml::table& root,
                                       const std::string& shown) {
  return Flattener(registry, shown).run(root);
}

std::vector<Setting> settings_of_toml(const ParamRegistry& registry, std::string_view text,
                                      const std::string& shown) {
  return settings_of_table(registry, parse_toml(text, shown), shown);
}

void check_setting_key(const ParamRegistry& registry, const std::string& key,
                       const std::string& where, const std::vector<std::string>& others) {
  if (is_plain(registry, key)) return;
  if (registry.is_group(key) || key == kWorkload) {
    throw InputError(where + ": " + key + " is a table, allowed one of its keys");
  }
  std::vector<std::string> all = registry.names();
  all.insert(all.end(), {"preset", "seed"});
  all.insert(all.end(), others.begin(), others.end());
  throw InputError(where + ": unknown key " + key + did_you_mean(key, all) + ", allowed " +
                   (others.empty() ? "" : join_names(others) + ", ") +
                   "what `cowmmu params` lists, preset, seed and workload.*");
}

Setting setting_of_option(const ParamRegistry& registry, const std::string& option) {
  const std::string where = "--set " + option;
  const size_t equals = option.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw InputError(where + ": found no key=value, allowed for example os.fork=eager");
  }
  const std::string key = option.substr(0, equals);
  check_setting_key(registry, key, where);
  return {key, Unquoted{option.substr(equals + 1)}, where};
}

ParamValue value_of(const Setting& setting, const ParamInfo& info) {
  try {
    if (const auto* v = std::get_if<ParamValue>(&setting.value)) return checked_value(info, *v);
    if (const auto* v = std::get_if<Unquoted>(&setting.value)) return checked_text(info, v->text);
  } catch (const ParamError& e) {
    throw InputError(setting.where + ": " + e.what());
  }
  throw InputError(setting.where + ": " + info.name + ": found " +
                   std::get<Unusable>(setting.value).shown + ", allowed " + allowed(info));
}

}  // namespace cowmmu
