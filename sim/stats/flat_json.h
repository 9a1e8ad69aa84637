// SPDX-License-Identifier: Apache-2.0
// JSON as a flat list: how tables name the figures of a tree.
#pragma once

#include <boost/json.hpp>
#include <functional>
#include <string>

namespace cowmmu {

// Calls `visit` for every scalar below `value`, in order, named by its path with dots:
// "fork.cycles.p50", "harts.0.cycles". `name` is the path of `value` itself; empty: the root.
void flatten(
    const boost::json::value& value, const std::string& name,
    const std::function<void(const std::string& name, const boost::json::value& scalar)>& visit);

}  // namespace cowmmu
