// SPDX-License-Identifier: Apache-2.0
// Plain plots as SVG: axes with units, marks, a legend. For pages without scripts.
#pragma once

#include <string>
#include <vector>

namespace cowmmu {

struct PlotText {
  std::string x, y;  // what the axes show, with the unit
  bool log_x = false, log_y = false;
};

struct PlotPoint {
  double x = 0, y = 0;
  double lo = 0, hi = 0;  // of the seeds
};

struct PlotSeries {
  std::string name;
  std::vector<PlotPoint> points;  // ascending x
};

// A curve a series, with a bar from lo to hi where these differ. A logarithmic axis needs positive
// values. At least one point.
std::string line_plot(const PlotText& text, const std::vector<PlotSeries>& series);

struct PlotBar {
  std::string name;
  std::vector<double> parts;  // as many as there are names of parts
  double lo = 0, hi = 0;      // totals of the seeds
};

// A horizontal bar a line, its parts after each other from the left, with a whisker from lo to hi
// where these differ.
std::string stacked_bars(const std::string& axis, const std::vector<std::string>& parts,
                         const std::vector<PlotBar>& bars);

}  // namespace cowmmu
