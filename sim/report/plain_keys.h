// SPDX-License-Identifier: Apache-2.0
// PlainKeys: the keys in which points differ, and by which of them the plain page makes panels.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/points_table.h"

namespace cowmmu {

class PlainKeys {
 public:
  PlainKeys(const PointsTable& table, const std::vector<size_t>& rows);

  bool varies(const std::string& key) const;

  struct Key {
    std::string name;          // as people read it: "os.fork"
    std::string column;        // of the table; empty: the key is the order of alike points
    bool is_axis;              // a sweep varied it
    std::vector<uint32_t> at;  // a row: equal where the values are
  };
  // Those by which rows differ in a plot that has `shown` on its axes. Without an axis that one
  // shown key alone gives (of zipped axes one is shown), and without another key that those before
  // it give together: a preset sets dozens. Points of one seed that no key tells apart (of two
  // recordings under one path) differ in "run", so that they are never taken for seeds.
  std::vector<Key> beside(const std::vector<std::string>& shown) const;

 private:
  void tell_runs_apart(const PointsTable& table, const std::vector<size_t>& rows);

  std::vector<Key> keys_;  // axes first
};

}  // namespace cowmmu
