// SPDX-License-Identifier: Apache-2.0
// DramConfig: machine.dram.* resolved into what the engine needs.
#pragma once

#include "dram/address_mapping.h"
#include "dram/timing.h"
#include "params/params.h"

namespace cowmmu {

struct DramConfig {
  // Checks (COWMMU_CHECK) what dram_config_error would report.
  explicit DramConfig(const DramParams& dram_params);

  DramParams params;
  DramPreset preset;
  DramShape shape;
  AddressMapping mapping;
  DramClock clock;
};

// Why these parameters make no memory, or an empty string. Ranges are already checked.
std::string dram_config_error(const DramParams& params);

}  // namespace cowmmu
