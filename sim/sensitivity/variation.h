// SPDX-License-Identifier: Apache-2.0
// Variations of a scenario: one parameter halved, and doubled.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "params/registry.h"

namespace cowmmu {

struct Variation {
  std::string key, unit;
  ParamValue value;  // the scenario's
  // Half the value (an integer is rounded down) and twice it, or the end of its range where that is
  // nearer; nothing where that is the value itself.
  std::optional<ParamValue> halved, doubled;
};

// Of what `names` lists: parameters, and groups for all numbers in them ("os.cost"). Without names:
// every cost and latency that is entered, so every number in cycles or ns. Each once, in the order
// of the declarations; those that are 0 are left out, since half and twice that is 0.
// Throws InputError for a name that is neither, or no number.
std::vector<Variation> variations(const ParamRegistry& registry, const Params& params,
                                  std::span<const std::string> names);

}  // namespace cowmmu
