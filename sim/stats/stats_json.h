// SPDX-License-Identifier: Apache-2.0
// stats.json, schema 1. Its JSON Schema is docs/stats.schema.json.
#pragma once

#include <boost/json.hpp>

#include "stats/stats.h"

namespace cowmmu {

inline constexpr int kStatsSchema = 1;

// {min, mean, p50, p99, max}, all 0 without samples; samples are divided by `unit` (1000: ps as
// ns).
boost::json::object to_json(const Distribution& d, double unit = 1);
boost::json::object to_json(const Stats& stats);

}  // namespace cowmmu
