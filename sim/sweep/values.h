// SPDX-License-Identifier: Apache-2.0
// Values of a sweep file and of its options.
#pragma once

#include <chrono>
#include <string>

#include "config/settings.h"

namespace cowmmu {

// Seconds as a time limit. Throws InputError, starting with `where`, unless 0.001 to 1e6.
std::chrono::milliseconds time_limit(double seconds, const std::string& where);

// Equal as values of a key: 1 and 1.0 are.
bool same_value(const Setting& a, const Setting& b);
// As a scenario would write it, without quotes.
std::string value_text(const Setting& setting);

}  // namespace cowmmu
