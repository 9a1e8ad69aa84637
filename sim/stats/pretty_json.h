// SPDX-License-Identifier: Apache-2.0
// JSON for people and diffs: indented, numbers in plain notation, keys in the order of insertion.
#pragma once

#include <boost/json.hpp>
#include <string>

namespace cowmmu {

// Ends with a newline. An object or array of scalars that fits a line is put on one. Not for deep
// documents: it recurses, as deep as they nest.
std::string pretty(const boost::json::value& value);

// The same on one line and without a newline: {"a": 1, "b": [2, 3]}
std::string one_line(const boost::json::value& value);

}  // namespace cowmmu
