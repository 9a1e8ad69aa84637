// SPDX-License-Identifier: Apache-2.0
// RtlWalker: a Verilated walker behind the types of its twin, TimedWalker.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "common/packed_port.h"
#include "common/verilated_dut.h"
#include "tlb/rtl_tlb_fields.h"
#include "walker/rtl_pwc_contents.h"
#include "walker/rtl_walker_fields.h"
#include "walker/walker_if.h"
#include "walker/walker_straps.h"

namespace cowmmu {

template <class V>
class RtlWalker {
 public:
  // `mode`: of the build.
  RtlWalker(PagingMode mode, const WalkerStraps& straps, uint64_t seed)
      : table_levels_(levels_of(mode) - 1), fences_(mode), dut_(seed) {
    straps.tie(dut_.ports());
    reset();
  }

  // As TimedWalker::step.
  WalkerOut step(const WalkerIn& in) {
    drive(in);
    return dut_.cycle([this] { return outputs(); });
  }
  void reset() {
    drive({});
    dut_.reset();
  }
  // Whether its walk caches can be read: a netlist has lost their names.
  static constexpr bool kShown = requires(const decltype(*std::declval<V>().rootp)& r) {
    r.walker__DOT__u_pwc__DOT__prefix_q;
  };
  // As PageWalkCache::for_each_entry.
  template <class Visit>
  requires kShown void for_each_entry(Visit visit) const {
    const auto& r = dut_.inside();
    visit_rtl_pwc(
        std::tie(r.walker__DOT__u_pwc__DOT__valid_q, r.walker__DOT__u_pwc__DOT__global_q,
                 r.walker__DOT__u_pwc__DOT__protected_q, r.walker__DOT__u_pwc__DOT__prefix_q,
                 r.walker__DOT__u_pwc__DOT__asid_q, r.walker__DOT__u_pwc__DOT__frame_q),
        table_levels_, visit);
  }

 private:
  void drive(const WalkerIn& in) {
    V& p = dut_.ports();
    p.req_valid_i = in.req_valid;
    if (in.req_valid) RtlWalkerFields::pack(in.req_id, in.req).to(p.req_i);
    p.rsp_ready_i = in.rsp_ready;
    p.mem_req_ready_i = in.mem_req_ready;
    p.mem_rsp_valid_i = in.mem_rsp_valid;
    if (in.mem_rsp_valid) RtlWalkerFields::pack(in.mem_rsp).to(p.mem_rsp_i);
    p.fence_valid_i = in.fence_valid;
    if (in.fence_valid) fences_.pack(in.fence).to(p.fence_i);
  }
  WalkerOut outputs() const {
    const V& p = dut_.ports();
    WalkerOut out;
    out.req_ready = p.req_ready_o != 0;
    out.req_join = p.req_join_o != 0;
    out.rsp_valid = p.rsp_valid_o != 0;
    RtlWalkerFields::unpack_response(PackedReader(p.rsp_o, RtlWalkerFields::kResponse), out);
    out.mem_req_valid = p.mem_req_valid_o != 0;
    out.mem_req = RtlWalkerFields::mem_req(PackedReader(p.mem_req_o, RtlWalkerFields::kMemReq));
    out.draining = p.draining_o != 0;
    out.busy = p.busy_o != 0;
    return out;
  }

  size_t table_levels_;
  RtlTlbFields fences_;
  VerilatedDut<V> dut_;
};

}  // namespace cowmmu
