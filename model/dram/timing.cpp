// SPDX-License-Identifier: Apache-2.0
#include "dram/timing.h"

namespace cowmmu {

// DDR4-3200AA, 8 Gb x8 devices on a 64-bit channel. JESD79-4 speed bin and AC tables at tCK =
// 0.625 ns: tAA = tRCD = tRP = 13.75 ns, tRAS 32 ns, tRRD_L 4.9 ns and tFAW 21 ns for 1 KiB pages,
// tRTP 7.5 ns, tWR 15 ns, tWTR 2.5 and 7.5 ns, tCCD_L 5 ns, tRFC1 350 ns, tREFI 7.8 us. The same
// numbers stand in DRAMsim3's DDR4_8Gb_x8_3200.ini and in Ramulator 2's DDR4_3200AA.
DramPreset ddr4_3200() {
  return {
      .clock_mhz = 1600,
      .organization = {.bank_groups = 4, .banks_per_group = 4, .lines_per_row = 128},
      .timing = {.tCL = DramCycles(22),
                 .tCWL = DramCycles(16),
                 .tBL = DramCycles(4),
                 .tCCD_S = DramCycles(4),
                 .tCCD_L = DramCycles(8),
                 .tRTW = DramCycles(12),  // RL + BL/2 + 2 - WL: JESD79-4, 1 tCK write preamble
                 .tWTR_S = DramCycles(4),
                 .tWTR_L = DramCycles(12),
                 .tRTRS = DramCycles(1),
                 .tRCD = DramCycles(22),
                 .tRP = DramCycles(22),
                 .tRAS = DramCycles(52),
                 .tRC = DramCycles(74),
                 .tRRD_S = DramCycles(4),
                 .tRRD_L = DramCycles(8),
                 .tFAW = DramCycles(34),
                 .tRTP = DramCycles(12),
                 .tWR = DramCycles(24),
                 .tREFI = DramCycles(12480),
                 .tRFC = DramCycles(560)},
  };
}

std::optional<DramPreset> find_dram_preset(std::string_view name) {
  if (name == "DDR4-3200") return ddr4_3200();
  return std::nullopt;
}

}  // namespace cowmmu
