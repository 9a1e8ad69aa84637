// SPDX-License-Identifier: Apache-2.0
// PlainPoints: the points of a table as the plain page shows them, in panels. Within a panel,
// points differ only in what its plot shows, and in their seeds.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "report/plain_keys.h"
#include "report/points_table.h"
#include "report/svg_plot.h"

namespace cowmmu {

class PlainPoints {
 public:
  explicit PlainPoints(const PointsTable& table);

  // Whether the points that ended well have more than one value of this key.
  bool varies(const std::string& key) const { return keys_.varies(key); }
  // Whether such a point has this column as a number().
  bool has(const std::string& column) const;
  const std::vector<size_t>& rows() const { return ok_; }

  struct Panel {
    std::string title;  // "machine.harts = 4, os.copy = core"; empty: no key is left
    std::vector<size_t> rows;
  };
  // The rows that ended well, by the values of the keys beside these, in the order of the values.
  std::vector<Panel> panels(const std::vector<std::string>& shown) const;

  // Mean and range of figure `y` by the numbers of key `x`, a series a value of key `colour`.
  // Points without the figure, or without a number to stand at, are left out; so is an empty
  // series.
  std::vector<PlotSeries> series(const Panel& panel, const std::string& x,
                                 const std::string& colour, const std::string& y) const;
  // A bar a value of key `bar`: of each of `parts`, the mean of the sum of its columns (one a hart)
  // over the points that have any of them. A bar without any part is left out.
  std::vector<PlotBar> bars(const Panel& panel, const std::string& bar,
                            const std::vector<std::vector<std::string>>& parts) const;

  // As people read it: text without quotes. "": missing.
  std::string text(const std::string& column, size_t row) const;
  // Nothing: missing, no number, or a statistic of samples that are not there.
  std::optional<double> number(const std::string& column, size_t row) const;

 private:
  using Groups = std::vector<std::pair<std::string, std::vector<size_t>>>;
  Groups grouped(const std::vector<size_t>& rows, const std::string& key) const;
  std::optional<PlotPoint> point(double x, const std::vector<size_t>& seeds,
                                 const std::string& y) const;
  std::optional<double> mean(const std::vector<size_t>& rows,
                             const std::vector<std::string>& columns) const;
  // Smallest and largest sum of a point's parts, of the points that have any.
  std::pair<double, double> totals(const std::vector<size_t>& rows,
                                   const std::vector<std::vector<std::string>>& parts) const;

  const PointsTable& table_;
  std::vector<size_t> ok_;
  PlainKeys keys_;
};

}  // namespace cowmmu
