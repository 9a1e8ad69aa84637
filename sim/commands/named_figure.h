// SPDX-License-Identifier: Apache-2.0
// A figure of the statistics by the name that `export` and `report` give it.
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string>

namespace cowmmu {

// The one headline that is no number of the statistics (headline.h).
inline constexpr const char* kBreakEvenFigure = "break_even";

// "fork.cycles.p50", "harts.0.cycles", or "ledger.fork.copy": a phase, of all harts together.
// Nothing where no number of the statistics has this name.
std::optional<double> named_figure(const boost::json::object& stats, const std::string& name);

// What a message says where named_figure gives nothing, with the nearest name that there is.
std::string unknown_figure(const boost::json::object& stats, const std::string& name);

}  // namespace cowmmu
