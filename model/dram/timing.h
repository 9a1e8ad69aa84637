// SPDX-License-Identifier: Apache-2.0
// JEDEC timing and organisation of a DRAM preset: data, no behaviour. Durations are in memory clock
// cycles (tCK) under JEDEC's names.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dram/dram_clock.h"

namespace cowmmu {

struct DramTiming {
  // Column access
  DramCycles tCL;     // read command to first data (RL with AL = 0)
  DramCycles tCWL;    // write command to first data (WL with AL = 0)
  DramCycles tBL;     // a burst on the data bus
  DramCycles tCCD_S;  // column to column, other bank group
  DramCycles tCCD_L;  // column to column, same bank group
  DramCycles tRTW;    // read command to write command, same rank
  DramCycles tWTR_S;  // end of write data to read command, other bank group of the rank
  DramCycles tWTR_L;  // the same within the bank group
  DramCycles tRTRS;   // data bus idle between bursts of different ranks
  // Rows
  DramCycles tRCD;    // activate to column command
  DramCycles tRP;     // precharge to activate
  DramCycles tRAS;    // activate to precharge
  DramCycles tRC;     // activate to activate, same bank
  DramCycles tRRD_S;  // activate to activate, other bank group
  DramCycles tRRD_L;  // activate to activate, same bank group
  DramCycles tFAW;    // at most four activates of a rank in this window
  DramCycles tRTP;    // read to precharge
  DramCycles tWR;     // end of write data to precharge
  // Refresh
  DramCycles tREFI;  // average refresh interval of a rank
  DramCycles tRFC;   // refresh to the next command of the rank
};

struct DramOrganization {
  uint32_t bank_groups;
  uint32_t banks_per_group;
  uint32_t lines_per_row;  // 64-byte lines in the row of a rank
};

struct DramPreset {
  uint64_t clock_mhz;  // of the command clock; data moves on both edges
  DramOrganization organization;
  DramTiming timing;
};

DramPreset ddr4_3200();

// The preset of this name, or nothing where the model does not have it yet.
std::optional<DramPreset> find_dram_preset(std::string_view name);

// Write data's end after the write command, from which tWR and tWTR count.
constexpr DramCycles write_data_end(const DramTiming& t) { return t.tCWL + t.tBL; }

}  // namespace cowmmu
