// SPDX-License-Identifier: Apache-2.0
// The complete configuration of a run as JSON, in the shape of a scenario file.
#pragma once

#include <boost/json.hpp>

#include "config/scenario.h"

namespace cowmmu {

boost::json::value to_json(const ParamValue& value);

// {preset, seed, machine {...}, hart {...}, os {...}}: every parameter.
boost::json::object config_json(const Configuration& config);
// The same with {workload {...}}: every key, defaults included. A file's name is its bytes where
// these are UTF-8.
boost::json::object config_json(const Scenario& scenario);
// The same, for who has many and keeps the registry.
boost::json::object config_json(const ParamRegistry& registry, const Configuration& config);
boost::json::object config_json(const ParamRegistry& registry, const Scenario& scenario);

}  // namespace cowmmu
