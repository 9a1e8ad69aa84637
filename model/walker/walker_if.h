// SPDX-License-Identifier: Apache-2.0
// What the walker's ports carry in one cycle. Names are the RTL ports' (rtl/walker/walker.sv),
// without direction.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/paging.h"
#include "base/pte.h"
#include "walker/walker.h"

namespace cowmmu {

// A PTE read, or its update by compare and swap.
struct WalkMemReq {
  size_t slot = 0;  // comes back with the response
  bool swap = false;
  PhysAddr pa{};
  Pte expected{}, desired{};  // of a swap
  bool operator==(const WalkMemReq&) const = default;
};

struct WalkMemRsp {
  size_t slot = 0;
  Pte pte{};            // of a read
  bool stored = false;  // of a swap
};

struct WalkerIn {
  bool req_valid = false;
  unsigned req_id = 0;
  WalkRequest req{};  // not bare; of the address only the page counts
  bool rsp_ready = true;
  bool mem_req_ready = false;
  bool mem_rsp_valid = false;
  WalkMemRsp mem_rsp{};
  bool fence_valid = false;
  Fence fence{};
};

struct WalkerOut {
  bool req_ready = false;
  bool req_join = false;  // accepted, and joins a walk in flight
  bool rsp_valid = false;
  unsigned rsp_id = 0;
  WalkResult rsp{};  // pte_reads stays 0
  bool mem_req_valid = false;
  WalkMemReq mem_req{};
  bool draining = false;  // a walk that a fence made void has not begun again yet
  bool busy = false;      // a request is in flight
  bool operator==(const WalkerOut&) const = default;
};

}  // namespace cowmmu
