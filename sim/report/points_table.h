// SPDX-License-Identifier: Apache-2.0
// PointsTable: the points of a report as columns, every figure and every configuration key by its
// path. A column keeps each of its values once, since most have few.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/point_store.h"

namespace cowmmu {

class PointsTable {
 public:
  struct Column {
    std::string name;
    std::vector<std::string> values;  // JSON scalars
    std::vector<uint32_t> at;         // row -> index into `values`; shorter: the rest is missing
    static constexpr uint32_t kMissing = ~0U;

    bool has(size_t row) const { return row < at.size() && at[row] != kMissing; }
    const std::string& value(size_t row) const { return values[at[row]]; }
  };

  void add(const PointRow& row);

  size_t size() const { return size_; }
  // "status", "error", "seconds", "tool", "seed", then figures by path and "config." + key, in the
  // order in which they came.
  const std::vector<Column>& columns() const { return columns_; }
  const Column* find(std::string_view name) const;
  // The keys that the sweeps varied, in the order in which they came; without the seed.
  const std::vector<std::string>& axes() const { return axes_; }

  // Two lines a column: its name, and its values as {"c": value} (the same in every row),
  // {"d": [values], "i": [indices, -1: missing]} or {"v": [values, null: missing]}.
  std::string text() const;

 private:
  void put(const std::string& name, std::string value);

  size_t size_ = 0;
  std::vector<std::string> axes_;
  std::vector<Column> columns_;
  std::unordered_map<std::string, size_t> by_name_;
  std::vector<std::unordered_map<std::string, uint32_t>> known_;  // a column: value -> its index
};

}  // namespace cowmmu
