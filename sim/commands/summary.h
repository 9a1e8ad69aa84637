// SPDX-License-Identifier: Apache-2.0
// The short summary that `run` prints.
#pragma once

#include <boost/json.hpp>
#include <string>

namespace cowmmu {

std::string summary_text(const boost::json::object& stats);

}  // namespace cowmmu
