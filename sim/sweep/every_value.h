// SPDX-License-Identifier: Apache-2.0
// The values of "*": every one that a key has, without a list of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/settings.h"

namespace cowmmu {

inline constexpr std::string_view kEveryValue = "*";

// The values of a choice that are built, its default first, as its declaration lists them and then
// those that the program adds (params/choices.h); of `preset`, every preset. Throws InputError,
// with `where`, for a key that is none of these.
std::vector<Setting> every_value(const ParamRegistry& registry, const std::string& key,
                                 const std::string& where);

}  // namespace cowmmu
