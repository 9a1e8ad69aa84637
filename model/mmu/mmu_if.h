// SPDX-License-Identifier: Apache-2.0
// What the MMU's ports carry in one cycle. Names are the RTL ports' (rtl/mmu/mmu.sv), without
// direction.
#pragma once

#include "base/paging.h"
#include "base/types.h"
#include "walker/walker_if.h"

namespace cowmmu {

// What answered a translation, also a fault.
enum class TranslateFrom : uint8_t { kBare, kL1, kL2, kWalk };

struct MmuIn {
  TranslationState state{};  // CSRs; not bare; of an access as they are when it is accepted
  bool fetch_valid = false;  // instruction side
  VirtAddr fetch_va{};       // of an address only the page counts
  bool data_valid = false;
  VirtAddr data_va{};
  bool data_store = false;
  bool mem_req_ready = false;
  bool mem_rsp_valid = false;
  WalkMemRsp mem_rsp{};
  bool fence_valid = false;
  Fence fence{};
};

struct MmuAnswer {
  Cause cause = Cause::kNone;
  Ppn ppn{};  // of the page; 0 at a fault
  TranslateFrom from = TranslateFrom::kBare;
  bool operator==(const MmuAnswer&) const = default;
};

// What performance counters count: each is high for one cycle an event.
struct MmuEvents {
  bool l1i_look = false, l1i_hit = false, l1i_evict = false;
  bool l1d_look = false, l1d_hit = false, l1d_evict = false;
  bool l2_look = false, l2_hit = false, l2_evict = false;  // a look-up's at its answer
  bool walk = false;                                       // the walker takes a request
  bool walk_join = false;                                  // with walk: it joins a walk in flight
  bool walk_fault = false;                  // an answer of the walker that is a fault is taken
  bool pte_read = false, pte_swap = false;  // memory takes the request
  bool operator==(const MmuEvents&) const = default;
};

struct MmuOut {
  bool fetch_ready = false;
  bool fetch_rsp_valid = false;
  MmuAnswer fetch_rsp{};  // all 0 without fetch_rsp_valid
  bool data_ready = false;
  bool data_rsp_valid = false;
  MmuAnswer data_rsp{};  // all 0 without data_rsp_valid
  bool mem_req_valid = false;
  WalkMemReq mem_req{};
  bool fence_ready = false;
  bool fence_done = false;
  MmuEvents events{};
  bool busy = false;  // something goes on even if no valid is high
  bool operator==(const MmuOut&) const = default;
};

}  // namespace cowmmu
