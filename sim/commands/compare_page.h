// SPDX-License-Identifier: Apache-2.0
// A comparison as a page of plots.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <vector>

#include "config/scenario.h"

namespace cowmmu {

// `simulated`: the statistics of every run, those of the search for a break-even as well, which
// give the curve of cost against written fraction. `document`: what `compare --json` writes;
// `command`: what makes the page again.
std::string compare_page(const Scenario& scenario,
                         const std::vector<boost::json::object>& simulated,
                         const boost::json::object& document, const std::string& command);

}  // namespace cowmmu
