// SPDX-License-Identifier: Apache-2.0
#include "report/plain_keys.h"

#include <algorithm>
#include <map>

namespace cowmmu {
namespace {

using Key = PlainKeys::Key;

bool is_key(const std::string& column) {
  return column == "tool" || (column.starts_with("config.") && column != "config.seed");
}

std::string shown_key(const std::string& column) {
  return column.starts_with("config.") ? column.substr(7) : column;
}

// Whether rows that are equal in all of `keys` are so in `other` too.
bool determine(const std::vector<const Key*>& keys, const Key& other) {
  std::map<std::vector<uint32_t>, uint32_t> seen;
  for (size_t row = 0; row < other.at.size(); ++row) {
    std::vector<uint32_t> values;
    values.reserve(keys.size());
    for (const Key* key : keys) values.push_back(key->at[row]);
    if (seen.try_emplace(std::move(values), other.at[row]).first->second != other.at[row])
      return false;
  }
  return true;
}

}  // namespace

PlainKeys::PlainKeys(const PointsTable& table, const std::vector<size_t>& rows) {
  for (const PointsTable::Column& column : table.columns()) {
    if (!is_key(column.name)) continue;
    const std::string name = shown_key(column.name);
    const bool is_axis = std::ranges::find(table.axes(), name) != table.axes().end();
    Key key{name, column.name, is_axis, {}};
    std::map<std::string, uint32_t> known;
    for (const size_t row : rows) {
      const std::string value = column.has(row) ? column.value(row) : "";
      key.at.push_back(known.try_emplace(value, known.size()).first->second);
    }
    if (known.size() > 1) keys_.push_back(std::move(key));
  }
  std::ranges::stable_partition(keys_, &Key::is_axis);
  tell_runs_apart(table, rows);
}

void PlainKeys::tell_runs_apart(const PointsTable& table, const std::vector<size_t>& rows) {
  const PointsTable::Column* seed = table.find("seed");
  Key run{"run", "", true, {}};
  std::map<std::pair<std::string, std::vector<uint32_t>>, uint32_t> seen;
  for (size_t i = 0; i < rows.size(); ++i) {
    std::vector<uint32_t> values;
    values.reserve(keys_.size());
    for (const Key& key : keys_) values.push_back(key.at[i]);
    run.at.push_back(seen[{seed->value(rows[i]), std::move(values)}]++);
  }
  if (std::ranges::any_of(run.at, [](uint32_t at) { return at > 0; })) keys_.push_back(run);
}

bool PlainKeys::varies(const std::string& key) const {
  return std::ranges::find(keys_, key, &Key::name) != keys_.end();
}

std::vector<Key> PlainKeys::beside(const std::vector<std::string>& shown) const {
  std::vector<const Key*> on_plot;
  for (const Key& key : keys_) {
    if (std::ranges::find(shown, key.name) != shown.end()) on_plot.push_back(&key);
  }
  std::vector<const Key*> known = on_plot;
  std::vector<Key> beside;
  for (const Key& key : keys_) {
    const bool follows = std::ranges::any_of(
        on_plot, [&key](const Key* one) { return one == &key || determine({one}, key); });
    if (follows || (!key.is_axis && determine(known, key))) continue;
    known.push_back(&key);
    beside.push_back(key);
  }
  return beside;
}

}  // namespace cowmmu
