// SPDX-License-Identifier: Apache-2.0
// A page of plots over the points of a sweep or of a comparison: one HTML file that needs nothing
// else, neither network nor other files, and says so to the browser (content security policy).
#pragma once

#include <boost/json.hpp>
#include <string>

#include "report/points_table.h"

namespace cowmmu {

struct ReportAbout {
  std::string title;
  std::string command;  // that makes this page again
  // What plots take where a key is not on one of their axes: {"os.fork": "cow"}; the rest follows
  // from the points.
  boost::json::object pins;
  // As `compare --json` has it; where it is empty, the page interpolates between points.
  boost::json::array break_even;
};

// Whether this program has the interactive page's script.
bool has_interactive_page();
// Needs has_interactive_page(): plots that the reader changes, a table, each point's configuration.
std::string interactive_page(const PointsTable& points, const ReportAbout& about);

}  // namespace cowmmu
