// SPDX-License-Identifier: Apache-2.0
#include "commands/export_rows.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "stats/flat_json.h"
#include "stats/pretty_json.h"

namespace cowmmu {
namespace {

namespace json = boost::json;

using Visit = std::function<void(const std::string& name, const json::value& scalar)>;

// Every scalar of the statistics and of the configuration. The seed has a column of its own.
void flatten_row(const PointRow& row, const Visit& visit) {
  const Visit but_seed = [&](const std::string& name, const json::value& scalar) {
    if (name != "seed") visit(name, scalar);
  };
  if (!row.stats.empty()) flatten(json::parse(row.stats), "", but_seed);
  flatten(json::parse(row.config), "config", visit);
}

json::value at_path(const json::value& config, const std::string& dotted) {
  const json::value* at = &config;
  for (size_t begin = 0; at != nullptr && begin <= dotted.size();) {
    const size_t dot = std::min(dotted.find('.', begin), dotted.size());
    const auto* object = at->if_object();
    at = object ? object->if_contains(json::string_view(dotted).substr(begin, dot - begin))
                : nullptr;
    begin = dot + 1;
  }
  return at ? *at : json::value();
}

// Numbers by value, text by alphabet, and missing values first.
bool less(const json::value& a, const json::value& b) {
  const auto rank = [](const json::value& v) {
    return v.is_null() ? 0 : v.is_bool() ? 1 : v.is_number() ? 2 : 3;
  };
  if (rank(a) != rank(b)) return rank(a) < rank(b);
  if (a.is_bool()) return a.get_bool() < b.get_bool();
  if (a.is_number()) return a.to_number<double>() < b.to_number<double>();
  return a.is_string() && a.get_string() < b.get_string();
}

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string cell(const json::value& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return quoted(value.get_string().c_str());
  return one_line(value);
}

}  // namespace

ExportRows::ExportRows(PointStore& store) : store_(store) {
  collect_axes();
  collect_places();
  collect_columns();
}

void ExportRows::collect_axes() {
  store_.each([this](int64_t, const PointRow& row) {
    const json::value axes = json::parse(row.axes);
    for (const auto& pair : axes.as_object()) {
      const std::string name(pair.key());
      if (name != "seed" && std::ranges::find(axes_, name) == axes_.end()) axes_.push_back(name);
    }
  });
}

// A value is that of the configuration: a point that an earlier, smaller sweep has run has a value
// for the axes that came later, too.
FlatRow ExportRows::axes_of(const json::value& config) const {
  FlatRow values;
  for (const std::string& axis : axes_) values.push_back(at_path(config, axis));
  return values;
}

void ExportRows::collect_places() {
  store_.each([this](int64_t id, const PointRow& row) {
    order_.push_back({axes_of(json::parse(row.config)), row.seed, row.key, id});
  });
  std::ranges::sort(order_, [](const Place& a, const Place& b) {
    if (std::ranges::lexicographical_compare(a.axes, b.axes, less)) return true;
    if (std::ranges::lexicographical_compare(b.axes, a.axes, less)) return false;
    return std::tie(a.seed, a.key) < std::tie(b.seed, b.key);
  });
}

void ExportRows::collect_columns() {
  columns_ = axes_;
  for (const char* name : {"seed", "status", "error", "seconds", "tool"}) columns_.push_back(name);
  std::unordered_set<std::string> known(columns_.begin(), columns_.end());
  std::vector<std::string> config;
  for (const Place& place : order_) {
    flatten_row(store_.row(place.id), [&](const std::string& name, const json::value&) {
      if (!known.insert(name).second) return;
      (name.starts_with("config.") ? config : columns_).push_back(name);
    });
  }
  columns_.insert(columns_.end(), config.begin(), config.end());
}

FlatRow ExportRows::flat_row(const PointRow& row) const {
  FlatRow values = axes_of(json::parse(row.config));
  values.emplace_back(row.seed);
  values.emplace_back(status_name(row.status));
  if (row.error.empty()) {
    values.emplace_back();
  } else {
    values.emplace_back(row.error);
  }
  values.emplace_back(row.seconds);
  values.emplace_back(row.tool);
  std::unordered_map<std::string, json::value> named;
  flatten_row(row, [&](const std::string& name, const json::value& v) { named.emplace(name, v); });
  for (size_t i = values.size(); i < columns_.size(); ++i) {
    const auto it = named.find(columns_[i]);
    values.push_back(it == named.end() ? json::value() : it->second);
  }
  return values;
}

void ExportRows::each(const std::function<void(const FlatRow&)>& visit) {
  for (const Place& place : order_) visit(flat_row(store_.row(place.id)));
}

std::string csv_line(const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& text : cells) line += (line.empty() ? "" : ",") + quoted(text);
  return line + "\n";
}

std::string csv_line(const FlatRow& row) {
  std::string line;
  bool first = true;
  for (const json::value& value : row) {
    if (!std::exchange(first, false)) line += ",";
    line += cell(value);
  }
  return line + "\n";
}

std::string json_line(const std::vector<std::string>& columns, const FlatRow& row) {
  json::object object;
  for (size_t i = 0; i < columns.size(); ++i) {
    if (!row[i].is_null()) object[columns[i]] = row[i];
  }
  return one_line(object) + "\n";
}

}  // namespace cowmmu
