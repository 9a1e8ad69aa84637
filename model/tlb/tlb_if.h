// SPDX-License-Identifier: Apache-2.0
// What a TLB's ports carry in one cycle. Names are the RTL ports' (rtl/tlb/tlb_l1.sv, tlb_l2.sv),
// without direction.
#pragma once

#include "base/paging.h"
#include "base/types.h"
#include "tlb/tlb_entry.h"

namespace cowmmu {

struct TlbIn {
  bool req_valid = false;
  Vpn req_vpn{};
  Asid req_asid{};
  bool fill_valid = false;
  TlbEntry fill_entry{};
  bool fence_valid = false;
  Fence fence{};
};

struct TlbOut {
  bool req_ready = false;
  bool rsp_valid = false;
  bool rsp_hit = false;
  Ppn rsp_ppn{};         // of the page looked up; 0 without a hit
  TlbEntry rsp_entry{};  // invalid without a hit
  bool fill_ready = false;
  bool fill_evict = false;  // accepted, and the replacement policy's victim goes
  bool fence_ready = false;
  bool fence_done = false;  // of a fence that takes its time
  bool busy = false;        // something goes on even if no valid is high
  bool operator==(const TlbOut&) const = default;
};

}  // namespace cowmmu
