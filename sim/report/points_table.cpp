// SPDX-License-Identifier: Apache-2.0
#include "report/points_table.h"

#include <algorithm>
#include <boost/json.hpp>

#include "stats/flat_json.h"
#include "stats/pretty_json.h"

namespace cowmmu {
namespace {

namespace json = boost::json;

// With more values than this a column is taken for one that has another in nearly every row, and
// they are not looked for any longer: it would cost more memory than it saves.
constexpr size_t kMaxKnown = 1000;

constexpr int64_t kMaxExact = 1LL << 53;  // of a page's numbers, which are doubles

// A page must not round what it cannot hold: such integers travel as text.
std::string scalar(const json::value& value) {
  const bool large = (value.is_uint64() && value.get_uint64() > kMaxExact) ||
                     (value.is_int64() && value.get_int64() > kMaxExact);
  return large ? "\"" + one_line(value) + "\"" : one_line(value);
}

std::string list(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : ",") + item;
  return "[" + text + "]";
}

std::string body(const PointsTable::Column& column, size_t rows) {
  const bool whole =
      column.at.size() == rows && std::ranges::find(column.at, column.kMissing) == column.at.end();
  if (whole && column.values.size() == 1) return "{\"c\":" + column.values.front() + "}";
  const bool few = column.values.size() <= std::min(kMaxKnown, rows / 2);
  std::vector<std::string> items;
  items.reserve(rows);
  for (size_t row = 0; row < rows; ++row) {
    const bool has = column.has(row);
    if (few) {
      items.push_back(has ? std::to_string(column.at[row]) : "-1");
    } else {
      items.push_back(has ? column.value(row) : "null");
    }
  }
  if (few) return "{\"d\":" + list(column.values) + ",\"i\":" + list(items) + "}";
  return "{\"v\":" + list(items) + "}";
}

}  // namespace

void PointsTable::add(const PointRow& row) {
  put("status", one_line(json::value(status_name(row.status))));
  if (!row.error.empty()) put("error", one_line(json::value(row.error)));
  put("seconds", one_line(json::value(row.seconds)));
  put("tool", one_line(json::value(row.tool)));
  put("seed", scalar(json::value(row.seed)));
  const json::value axes = json::parse(row.axes);
  for (const auto& pair : axes.as_object()) {
    const std::string name(pair.key());
    if (name != "seed" && std::ranges::find(axes_, name) == axes_.end()) axes_.push_back(name);
  }
  const auto figure = [&](const std::string& name, const json::value& value) {
    if (name != "seed") put(name, scalar(value));
  };
  if (!row.stats.empty()) flatten(json::parse(row.stats), "", figure);
  flatten(json::parse(row.config), "config", figure);
  ++size_;
}

void PointsTable::put(const std::string& name, std::string value) {
  const auto [place, is_new] = by_name_.try_emplace(name, columns_.size());
  if (is_new) {
    columns_.push_back({name, {}, {}});
    known_.emplace_back();
  }
  Column& column = columns_[place->second];
  auto& known = known_[place->second];
  column.at.resize(size_ + 1, Column::kMissing);
  auto index = static_cast<uint32_t>(column.values.size());
  if (index < kMaxKnown) {
    index = known.try_emplace(value, index).first->second;
  } else if (!known.empty()) {
    known = {};
  }
  if (index == column.values.size()) column.values.push_back(std::move(value));
  column.at[size_] = index;
}

const PointsTable::Column* PointsTable::find(std::string_view name) const {
  const auto it = by_name_.find(std::string(name));
  return it == by_name_.end() ? nullptr : &columns_[it->second];
}

std::string PointsTable::text() const {
  std::string text;
  for (const Column& column : columns_) text += column.name + "\n" + body(column, size_) + "\n";
  return text;
}

}  // namespace cowmmu
