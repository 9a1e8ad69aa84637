// SPDX-License-Identifier: Apache-2.0
#include "report/plain_points.h"

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>
#include <map>

namespace cowmmu {
namespace {

// As numbers where both are, so that 512 comes before 1024.
bool value_less(const std::string& a, const std::string& b) {
  char *a_end = nullptr, *b_end = nullptr;
  const double x = std::strtod(a.c_str(), &a_end);
  const double y = std::strtod(b.c_str(), &b_end);
  const bool numbers = a_end != a.c_str() && b_end != b.c_str() && *a_end == 0 && *b_end == 0;
  return numbers ? x < y : a < b;
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
  const PointsTable::Column* c = table_.find(column);
  return c != nullptr && std::ranges::any_of(ok_, [c](size_t row) { return c->has(row); });
}

std::vector<PlainPoints::Panel> PlainPoints::panels(const std::vector<std::string>& shown) const {
  const std::vector<PlainKeys::Key> keys = keys_.beside(shown);
  const auto less = [](const std::vector<std::string>& a, const std::vector<std::string>& b) {
    return std::ranges::lexicographical_compare(a, b, value_less);
  };
  std::map<std::vector<std::string>, std::vector<size_t>, decltype(less)> groups(less);
  for (const size_t row : ok_) {
    std::vector<std::string> values;
    values.reserve(keys.size());
    for (const PlainKeys::Key& key : keys) values.push_back(text(key.column, row));
    groups[values].push_back(row);
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

std::vector<PlotSeries> PlainPoints::series(const Panel& panel, const std::string& x,
                                            const std::string& colour, const std::string& y) const {
  std::vector<PlotSeries> all;
  for (const auto& [name, rows] : grouped(panel.rows, colour)) {
    PlotSeries series{name, {}};
    for (const auto& [at, seeds] : grouped(rows, x)) {
      PlotPoint p{std::strtod(at.c_str(), nullptr), 0, number(y, seeds[0]), number(y, seeds[0])};
      for (const size_t row : seeds) {
        const double value = number(y, row);
        p.y += value / static_cast<double>(seeds.size());
        p.lo = std::min(p.lo, value);
        p.hi = std::max(p.hi, value);
      }
      series.points.push_back(p);
    }
    all.push_back(std::move(series));
  }
  return all;
}

std::vector<PlotBar> PlainPoints::bars(const Panel& panel, const std::string& bar,
                                       const std::vector<std::vector<std::string>>& parts) const {
  std::vector<PlotBar> bars;
  for (const auto& [name, rows] : grouped(panel.rows, bar)) {
    PlotBar one{name, {}};
    for (const std::vector<std::string>& columns : parts) {
      double sum = 0;
      for (const std::string& column : columns) {
        for (const size_t row : rows) sum += number(column, row);
      }
      one.parts.push_back(sum / static_cast<double>(rows.size()));
    }
    bars.push_back(std::move(one));
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

double PlainPoints::number(const std::string& column, size_t row) const {
  return std::strtod(text(column, row).c_str(), nullptr);
}

}  // namespace cowmmu
