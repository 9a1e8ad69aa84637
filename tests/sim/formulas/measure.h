// SPDX-License-Identifier: Apache-2.0
// The simulator's answer for a Size: the statistics of a checked run in a child process.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <vector>

#include "sizes.h"

namespace cowmmu::formulas {

// In the order of `sizes`. A run that fails is a failure of the test that asks.
std::vector<boost::json::object> measure(const std::vector<Size>& sizes);

std::string scenario_text(const Size& size);
std::string describe(const Size& size);
// Cycles of a hart in phases, by their names.
uint64_t phase_sum(const boost::json::object& stats, uint64_t hart,
                   const std::vector<std::string>& phases);

}  // namespace cowmmu::formulas
