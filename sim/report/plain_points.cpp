// SPDX-License-Identifier: Apache-2.0
#include "report/plain_points.h"

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>
#include <map>
#include <numeric>
#include <tuple>

namespace cowmmu {
namespace {

std::optional<double> number_of(const std::string& text) {
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  const bool is_number = end != text.c_str() && *end == 0;
  return is_number ? std::optional(number) : std::nullopt;
}

// Numbers by value, so that 512 comes before 1024, and before words.
bool value_less(const std::string& a, const std::string& b) {
  const std::optional<double> x = number_of(a), y = number_of(b);
  if (x && y) return *x < *y;
  return x || y ? x.has_value() : a < b;
}

// "fork.cycles.p50": a statistic of samples, all of which are 0 where nothing happened.
bool is_of_samples(const std::string& column) {
  const std::string last = column.substr(column.rfind('.') + 1);
  if (last == "min" || last == "mean" || last == "max") return column.size() > last.size();
  return last.size() > 2 && last[0] == 'p' &&
         last.find_first_not_of("0123456789", 1) == std::string::npos;
}

std::vector<size_t> rows_that_ended_well(const PointsTable& table) {
  const PointsTable::Column* status = table.find("status");
  std::vector<size_t> rows;
  for (size_t row = 0; row < table.size(); ++row) {
    if (status->value(row) == "\"ok\"") rows.push_back(row);
  }
  return rows;
}

}  // namespace

PlainPoints::PlainPoints(const PointsTable& table)
    : table_(table), ok_(rows_that_ended_well(table)), keys_(table, ok_) {}

bool PlainPoints::has(const std::string& column) const {
  return std::ranges::any_of(ok_, [&](size_t row) { return number(column, row).has_value(); });
}

std::vector<PlainPoints::Panel> PlainPoints::panels(const std::vector<std::string>& shown) const {
  const std::vector<PlainKeys::Key> keys = keys_.beside(shown);
  const auto less = [](const std::vector<std::string>& a, const std::vector<std::string>& b) {
    return std::ranges::lexicographical_compare(a, b, value_less);
  };
  std::map<std::vector<std::string>, std::vector<size_t>, decltype(less)> groups(less);
  for (size_t i = 0; i < ok_.size(); ++i) {
    std::vector<std::string> values;
    values.reserve(keys.size());
    for (const PlainKeys::Key& key : keys) {
      const bool is_run = key.column.empty();
      values.push_back(is_run ? std::to_string(key.at[i] + 1) : text(key.column, ok_[i]));
    }
    groups[values].push_back(ok_[i]);
  }
  std::vector<Panel> panels;
  for (const auto& [values, rows] : groups) {
    std::string title;
    for (size_t i = 0; i < values.size(); ++i) {
      title += (i == 0 ? "" : ", ") + keys[i].name + " = " + values[i];
    }
    panels.push_back({title, rows});
  }
  return panels;
}

PlainPoints::Groups PlainPoints::grouped(const std::vector<size_t>& rows,
                                         const std::string& key) const {
  Groups groups;
  for (const size_t row : rows) {
    const std::string value = text("config." + key, row);
    auto it = std::ranges::find(groups, value, &Groups::value_type::first);
    if (it == groups.end()) it = groups.insert(groups.end(), {value, {}});
    it->second.push_back(row);
  }
  std::ranges::stable_sort(groups, value_less, &Groups::value_type::first);
  return groups;
}

std::optional<PlotPoint> PlainPoints::point(double x, const std::vector<size_t>& seeds,
                                            const std::string& y) const {
  std::vector<double> values;
  for (const size_t row : seeds) {
    if (const std::optional<double> value = number(y, row)) values.push_back(*value);
  }
  if (values.empty()) return std::nullopt;
  const auto [lo, hi] = std::ranges::minmax(values);
  const double sum = std::accumulate(values.begin(), values.end(), 0.0);
  return PlotPoint{x, sum / static_cast<double>(values.size()), lo, hi};
}

std::vector<PlotSeries> PlainPoints::series(const Panel& panel, const std::string& x,
                                            const std::string& colour, const std::string& y) const {
  std::vector<PlotSeries> all;
  for (const auto& [name, rows] : grouped(panel.rows, colour)) {
    PlotSeries series{name, {}};
    for (const auto& [at, seeds] : grouped(rows, x)) {
      const std::optional<double> place = number_of(at);
      const auto p = place ? point(*place, seeds, y) : std::nullopt;
      if (p) series.points.push_back(*p);
    }
    if (!series.points.empty()) all.push_back(std::move(series));
  }
  return all;
}

std::optional<double> PlainPoints::mean(const std::vector<size_t>& rows,
                                        const std::vector<std::string>& columns) const {
  double sum = 0;
  size_t counted = 0;
  for (const size_t row : rows) {
    bool any = false;
    for (const std::string& column : columns) {
      const std::optional<double> value = number(column, row);
      sum += value.value_or(0);
      any = any || value.has_value();
    }
    counted += any ? 1 : 0;
  }
  return counted > 0 ? std::optional(sum / static_cast<double>(counted)) : std::nullopt;
}

std::pair<double, double> PlainPoints::totals(
    const std::vector<size_t>& rows, const std::vector<std::vector<std::string>>& parts) const {
  std::vector<double> all;
  for (const size_t row : rows) {
    std::optional<double> total;
    for (const std::vector<std::string>& columns : parts) {
      const std::optional<double> part = mean({row}, columns);
      if (part) total = total.value_or(0) + *part;
    }
    if (total) all.push_back(*total);
  }
  if (all.empty()) return {0, 0};
  const auto [lo, hi] = std::ranges::minmax(all);
  return {lo, hi};
}

std::vector<PlotBar> PlainPoints::bars(const Panel& panel, const std::string& bar,
                                       const std::vector<std::vector<std::string>>& parts) const {
  std::vector<PlotBar> bars;
  for (const auto& [name, rows] : grouped(panel.rows, bar)) {
    PlotBar one{name, {}};
    bool any = false;
    for (const std::vector<std::string>& columns : parts) {
      const std::optional<double> part = mean(rows, columns);
      one.parts.push_back(part.value_or(0));  // takes no room in the bar
      any = any || part.has_value();
    }
    std::tie(one.lo, one.hi) = totals(rows, parts);
    if (any) bars.push_back(std::move(one));
  }
  return bars;
}

std::string PlainPoints::text(const std::string& column, size_t row) const {
  const PointsTable::Column* c = table_.find(column);
  if (c == nullptr || !c->has(row)) return {};
  const std::string& value = c->value(row);
  if (value.front() != '"') return value;
  return std::string(boost::json::parse(value).get_string().c_str());
}

std::optional<double> PlainPoints::number(const std::string& column, size_t row) const {
  if (is_of_samples(column) && text(column.substr(0, column.rfind('.')) + ".max", row) == "0") {
    return std::nullopt;
  }
  return number_of(text(column, row));
}

}  // namespace cowmmu
