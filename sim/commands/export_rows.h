// SPDX-License-Identifier: Apache-2.0
// ExportRows: a store's points as rows of one flat table.
#pragma once

#include <boost/json.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "store/point_store.h"

namespace cowmmu {

// The values in the order of the columns; null where the point has none.
using FlatRow = std::vector<boost::json::value>;

class ExportRows {
 public:
  // Reads the whole store once, for columns and order, and keeps only these: a store may be larger
  // than the memory. `store` must not change until the end (PointStore::snapshot).
  explicit ExportRows(PointStore& store);

  // The axes; seed, status, error, seconds, tool; every scalar of the statistics and then of the
  // configuration, named by its path with dots: "fork.cycles.p50", "harts.0.cycles".
  const std::vector<std::string>& columns() const { return columns_; }
  // Sorted by axes and seed, whatever the order in which points have ended.
  void each(const std::function<void(const FlatRow&)>& visit);
  size_t size() const { return order_.size(); }

 private:
  struct Place {
    FlatRow axes;
    uint64_t seed;
    std::string key;
    int64_t id;
  };
  void collect_axes();
  void collect_places();
  void collect_columns();
  FlatRow axes_of(const boost::json::value& config) const;
  FlatRow flat_row(const PointRow& row) const;

  PointStore& store_;
  std::vector<std::string> axes_;
  std::vector<Place> order_;
  std::vector<std::string> columns_;
};

std::string csv_line(const std::vector<std::string>& cells);
// Text is quoted where it must be (RFC 4180); null is empty.
std::string csv_line(const FlatRow& row);
// One JSON object; columns without a value are left out.
std::string json_line(const std::vector<std::string>& columns, const FlatRow& row);

}  // namespace cowmmu
