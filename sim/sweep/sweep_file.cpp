// SPDX-License-Identifier: Apache-2.0
#include "sweep/sweep_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <tuple>

#include "config/toml.h"
#include "errors/errors.h"
#include "input/input_file.h"
#include "params/names.h"
#include "sweep/every_value.h"
#include "sweep/values.h"

namespace cowmmu {
namespace {

const std::vector<std::string> kOwnKeys{"zip", "seeds", "skip", "timeout_seconds"};
constexpr std::string_view kRefused = "refused";  // among the rules of `skip`

bool is_own_key(const std::string& key) {
  return std::ranges::find(kOwnKeys, key) != kOwnKeys.end();
}

// One entry of a table, with its dotted key whether it was quoted ("os.fork") or not (os.fork).
struct Entry {
  std::string key;
  const toml::node* node;
  toml::source_position at;
};

void collect(const toml::table& table, const std::string& prefix, std::vector<Entry>& entries) {
  for (const auto& [key, node] : table) {
    const std::string full = prefix + std::string(key.str());
    const toml::table* inner = node.as_table();
    if (inner != nullptr && !is_own_key(full)) {
      collect(*inner, full + ".", entries);
    } else {
      entries.push_back({full, &node, key.source().begin});
    }
  }
}

// In the order of the file: toml++ keeps tables sorted by name.
std::vector<Entry> entries_of(const toml::table& table) {
  std::vector<Entry> entries;
  collect(table, "", entries);
  std::ranges::sort(entries, {}, [](const Entry& e) { return std::pair(e.at.line, e.at.column); });
  return entries;
}

class Reader {
 public:
  explicit Reader(const std::string& shown) { sweep_.path = shown; }

  SweepFile run(toml::table root) {
    const toml::node* node = root.get("sweep");
    if (node == nullptr) {
      throw InputError(sweep_.path +
                       ": found no [sweep] table, needs one (a plain scenario is for "
                       "`cowmmu run`)");
    }
    if (!node->is_table()) refuse(*node, "sweep", "a value", "a table [sweep]");
    sweep_.where = at(*node);
    const std::vector<Entry> entries = entries_of(*node->as_table());
    for (const Entry& e : entries) axis(e);
    for (const Entry& e : entries) own_key(e);
    if (sweep_.groups.empty() && sweep_.seeds_where.empty()) {
      refuse(*node, "[sweep]", "no list and no seeds",
             "for example \"os.fork\" = [\"eager\", \"cow\"]");
    }
    root.erase("sweep");
    sweep_.settings = settings_of_table(registry_, root, sweep_.path);
    return std::move(sweep_);
  }

 private:
  std::string at(const toml::node& node) const { return place(sweep_.path, node.source().begin); }

  [[noreturn]] void refuse(const toml::node& node, const std::string& what,
                           const std::string& found, const std::string& allowed) const {
    throw InputError(fmt::format("{}: {}: found {}, allowed {}", at(node), what, found, allowed));
  }

  const toml::array& list_of(const toml::node& node, const std::string& what,
                             const std::string& example) const {
    const toml::array* list = node.as_array();
    if (list == nullptr) {
      refuse(node, what, node.is_table() ? "a table" : "a single value", "a list: " + example);
    }
    if (list->empty()) refuse(node, what, "an empty list", "at least one value");
    return *list;
  }

  void axis(const Entry& e) {
    if (is_own_key(e.key)) return;
    Axis axis{e.key, {}, place(sweep_.path, e.at)};
    check_setting_key(registry_, e.key, axis.where, kOwnKeys);
    if (find_axis(e.key) != nullptr) {
      throw InputError(axis.where + ": " + e.key + ": found a second list, allowed one");
    }
    if (e.node->value<std::string>() == kEveryValue) {
      axis.values = every_value(registry_, e.key, at(*e.node));
    } else {
      for (const toml::node& value : list_of(*e.node, e.key, e.key + " = [...]")) {
        add_value(axis.values, {e.key, value_of_node(value), at(value)});
      }
    }
    sweep_.groups.push_back({std::move(axis)});
  }

  static void add_value(std::vector<Setting>& values, const Setting& value) {
    const auto same = [&](const Setting& v) { return same_value(v, value); };
    if (std::ranges::any_of(values, same)) {
      throw InputError(fmt::format("{}: {}: found {} twice, allowed once", value.where, value.key,
                                   value_text(value)));
    }
    values.push_back(value);
  }

  const Axis* find_axis(const std::string& key) const {
    for (const AxisGroup& group : sweep_.groups) {
      const auto it = std::ranges::find(group, key, &Axis::key);
      if (it != group.end()) return &*it;
    }
    return nullptr;
  }

  // The axis that `zip` or `skip` names.
  const Axis& need_axis(const std::string& key, const std::string& where,
                        const std::string& what) const {
    if (const Axis* axis = find_axis(key)) return *axis;
    std::vector<std::string> keys;
    for (const AxisGroup& group : sweep_.groups) {
      for (const Axis& axis : group) keys.push_back(axis.key);
    }
    throw InputError(fmt::format("{}: {}: found {}, which has no list in [sweep]{}, allowed: {}",
                                 where, what, key, did_you_mean(key, keys), join_names(keys)));
  }

  void own_key(const Entry& e) {
    if (e.key == "zip") {
      for (const toml::node& group : list_of(*e.node, "zip", "[[\"os.fork\", \"os.copy\"]]")) {
        zip(group);
      }
    } else if (e.key == "seeds") {
      seeds(*e.node);
    } else if (e.key == "skip") {
      for (const toml::node& rule : list_of(*e.node, "skip", "[{ \"os.fork\" = \"eager\" }]")) {
        const bool is_refused = rule.value<std::string>() == kRefused;
        if (!is_refused) skip(rule);
        sweep_.skips_refused |= is_refused;
      }
    } else if (e.key == "timeout_seconds") {
      const auto seconds = e.node->value<double>();
      if (!seconds) refuse(*e.node, e.key, "no number", "seconds, for example 60");
      sweep_.timeout = time_limit(*seconds, at(*e.node) + ": timeout_seconds");
    }
  }

  // The named axes become one group, at the place of the first of them.
  void zip(const toml::node& node) {
    AxisGroup together;
    for (const toml::node& name : list_of(node, "zip", "[\"os.fork\", \"os.copy\"]")) {
      const auto key = name.value<std::string>();
      if (!key) refuse(name, "zip", "no string", "a key with a list in [sweep]");
      const Axis& axis = need_axis(*key, at(name), "zip");
      if (is_zipped(*key) || std::ranges::find(together, *key, &Axis::key) != together.end()) {
        refuse(name, "zip", *key + " twice", "once");
      }
      if (!together.empty() && together.front().values.size() != axis.values.size()) {
        refuse(name, "zip",
               fmt::format("{} with {} values and {} with {}", together.front().key,
                           together.front().values.size(), *key, axis.values.size()),
               "lists of one length");
      }
      together.push_back(axis);
    }
    if (together.size() < 2) refuse(node, "zip", "a group of one", "at least two keys");
    replace_by(together);
  }

  bool is_zipped(const std::string& key) const {
    return std::ranges::any_of(sweep_.groups, [&](const AxisGroup& group) {
      return group.size() > 1 && std::ranges::find(group, key, &Axis::key) != group.end();
    });
  }

  void replace_by(const AxisGroup& together) {
    const auto belongs = [&](const AxisGroup& group) {
      return group.size() == 1 &&
             std::ranges::find(together, group.front().key, &Axis::key) != together.end();
    };
    const auto first = std::ranges::find_if(sweep_.groups, belongs);
    const auto index = std::distance(sweep_.groups.begin(), first);
    std::erase_if(sweep_.groups, belongs);
    sweep_.groups.insert(sweep_.groups.begin() + index, together);
  }

  void seeds(const toml::node& node) {
    const auto count = node.as_integer() ? node.value<int64_t>() : std::nullopt;
    if (!count || *count < 1 || static_cast<uint64_t>(*count) > kMaxPoints) {
      refuse(node, "seeds", count ? std::to_string(*count) : "no integer",
             fmt::format("integer, 1 to {}", kMaxPoints));
    }
    if (find_axis("seed") != nullptr) {
      refuse(node, "seeds", "both seeds and a list seed", "only one of them");
    }
    sweep_.seeds = static_cast<uint64_t>(*count);
    sweep_.seeds_where = at(node);
  }

  void skip(const toml::node& node) {
    const toml::table* table = node.as_table();
    if (table == nullptr || table->empty()) {
      refuse(node, "skip", table ? "an empty table" : "no table",
             fmt::format("for example {{ \"os.fork\" = \"eager\" }}, or \"{}\"", kRefused));
    }
    SkipRule rule{{}, at(node)};
    for (const Entry& e : entries_of(*table)) {
      const Axis& axis = need_axis(e.key, place(sweep_.path, e.at), "skip");
      SkipRule::Condition condition{e.key, {}};
      if (e.node->is_array()) {
        for (const toml::node& value : list_of(*e.node, "skip", "")) match(axis, value, condition);
      } else {
        match(axis, *e.node, condition);
      }
      rule.all.push_back(std::move(condition));
    }
    sweep_.skip.push_back(std::move(rule));
  }

  // A value that the axis never takes would silently skip nothing.
  void match(const Axis& axis, const toml::node& node, SkipRule::Condition& condition) const {
    const Setting value{axis.key, value_of_node(node), at(node)};
    const auto same = [&](const Setting& v) { return same_value(v, value); };
    if (std::ranges::none_of(axis.values, same)) {
      std::vector<std::string> texts;
      std::ranges::transform(axis.values, std::back_inserter(texts), value_text);
      refuse(node, "skip: " + axis.key, value_text(value),
             "a value of its list: " + join_names(texts));
    }
    condition.any.push_back(value);
  }

  const ParamRegistry registry_;
  SweepFile sweep_;
};

}  // namespace

SweepFile load_sweep(const std::filesystem::path& path) {
  return parse_sweep(read_input_file(path), path);
}

SweepFile parse_sweep(const std::string& text, const std::filesystem::path& path) {
  const std::string shown = path.string();
  return Reader(shown).run(parse_toml(text, shown));
}

}  // namespace cowmmu
