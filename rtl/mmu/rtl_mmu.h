// SPDX-License-Identifier: Apache-2.0
// RtlMmu: a Verilated mmu behind the types of its twin, TimedMmu. The RTL holds of a PTE what
// hardware uses: RSW bits of its entries are 0.
#pragma once

#include <cstdint>
#include <tuple>
#include <utility>

#include "common/verilated_dut.h"
#include "mmu/mmu_if.h"
#include "mmu/rtl_mmu_fields.h"
#include "tlb/rtl_tlb_contents.h"
#include "walker/rtl_pwc_contents.h"
#include "walker/walker_straps.h"

namespace cowmmu {

template <class V>
class RtlMmu {
 public:
  // `mode`: of the build.
  RtlMmu(PagingMode mode, const WalkerStraps& straps, uint64_t seed)
      : table_levels_(levels_of(mode) - 1), fields_(mode), dut_(seed) {
    straps.tie(dut_.ports());
    reset();
  }

  // As TimedMmu's.
  MmuOut step(const MmuIn& in) {
    drive(in);
    return dut_.cycle([this] { return outputs(); });
  }
  MmuOut begin(const MmuIn& in) {
    drive(in);
    dut_.look();
    return outputs();
  }
  void accept(const MmuIn& in) {
    drive(in);
    dut_.look();
  }
  MmuEvents end(const MmuIn& in) {
    if (in.mem_rsp_valid) accept(in);
    return dut_.looked([this] { return events(); });
  }
  void reset() {
    drive({});
    dut_.reset();
  }
  VerilatedDut<V>& dut() { return dut_; }
  // In the cycle to come.
  bool busy() const { return dut_.ports().busy_o != 0; }

  // Whether what it holds can be read: a netlist has lost the names.
  static constexpr bool kShown = requires(const decltype(*std::declval<V>().rootp)& r) {
    r.mmu__DOT__u_l2__DOT__tag_mem;
  };
  // visit(entry) for every valid entry, in the order of sets and ways. While a fence is in progress
  // the L2 still holds entries that it has not visited yet.
  template <class Visit>
  void for_each_l1i(Visit visit) const {
    const auto& r = dut_.inside();
    visit_rtl_l1(std::tie(r.mmu__DOT__u_l1i__DOT__valid_q, r.mmu__DOT__u_l1i__DOT__global_q,
                          r.mmu__DOT__u_l1i__DOT__vpn_q, r.mmu__DOT__u_l1i__DOT__size_q,
                          r.mmu__DOT__u_l1i__DOT__asid_q, r.mmu__DOT__u_l1i__DOT__ppn_q,
                          r.mmu__DOT__u_l1i__DOT__flags_q),
                 fields_, visit);
  }
  template <class Visit>
  void for_each_l1d(Visit visit) const {
    const auto& r = dut_.inside();
    visit_rtl_l1(std::tie(r.mmu__DOT__u_l1d__DOT__valid_q, r.mmu__DOT__u_l1d__DOT__global_q,
                          r.mmu__DOT__u_l1d__DOT__vpn_q, r.mmu__DOT__u_l1d__DOT__size_q,
                          r.mmu__DOT__u_l1d__DOT__asid_q, r.mmu__DOT__u_l1d__DOT__ppn_q,
                          r.mmu__DOT__u_l1d__DOT__flags_q),
                 fields_, visit);
  }
  template <class Visit>
  void for_each_l2(Visit visit) const {
    const auto& r = dut_.inside();
    visit_rtl_l2(std::tie(r.mmu__DOT__u_l2__DOT__valid_q, r.mmu__DOT__u_l2__DOT__tag_mem,
                          r.mmu__DOT__u_l2__DOT__space_mem, r.mmu__DOT__u_l2__DOT__data_mem),
                 fields_, visit);
  }
  // visit(prefix, asid, point) for every pointer of the walk caches.
  template <class Visit>
  void for_each_pointer(Visit visit) const {
    const auto& r = dut_.inside();
    visit_rtl_pwc(std::tie(r.mmu__DOT__u_walker__DOT__u_pwc__DOT__valid_q,
                           r.mmu__DOT__u_walker__DOT__u_pwc__DOT__global_q,
                           r.mmu__DOT__u_walker__DOT__u_pwc__DOT__protected_q,
                           r.mmu__DOT__u_walker__DOT__u_pwc__DOT__prefix_q,
                           r.mmu__DOT__u_walker__DOT__u_pwc__DOT__asid_q,
                           r.mmu__DOT__u_walker__DOT__u_pwc__DOT__frame_q),
                  table_levels_, visit);
  }

 private:
  void drive(const MmuIn& in) {
    V& p = dut_.ports();
    p.fetch_valid_i = in.fetch_valid;
    p.fetch_vpn_i = vpn_of(in.fetch_va).value;
    p.data_valid_i = in.data_valid;
    p.data_vpn_i = vpn_of(in.data_va).value;
    p.data_store_i = in.data_store;
    if (in.fetch_valid || in.data_valid) RtlMmuFields::pack(in.state).to(p.state_i);
    p.mem_req_ready_i = in.mem_req_ready;
    p.mem_rsp_valid_i = in.mem_rsp_valid;
    if (in.mem_rsp_valid) RtlWalkerFields::pack(in.mem_rsp).to(p.mem_rsp_i);
    p.fence_valid_i = in.fence_valid;
    if (in.fence_valid) fields_.pack(in.fence).to(p.fence_i);
  }
  MmuEvents events() const {
    return RtlMmuFields::events({dut_.ports().events_o, RtlMmuFields::kEvents});
  }
  MmuOut outputs() const {
    const V& p = dut_.ports();
    MmuOut out;
    out.fetch_ready = p.fetch_ready_o != 0;
    out.fetch_rsp_valid = p.fetch_rsp_valid_o != 0;
    out.fetch_rsp = RtlMmuFields::answer({p.fetch_rsp_o, RtlMmuFields::kAnswer});
    out.data_ready = p.data_ready_o != 0;
    out.data_rsp_valid = p.data_rsp_valid_o != 0;
    out.data_rsp = RtlMmuFields::answer({p.data_rsp_o, RtlMmuFields::kAnswer});
    out.mem_req_valid = p.mem_req_valid_o != 0;
    out.mem_req = RtlWalkerFields::mem_req({p.mem_req_o, RtlWalkerFields::kMemReq});
    out.fence_ready = p.fence_ready_o != 0;
    out.fence_done = p.fence_done_o != 0;
    out.events = events();
    out.busy = p.busy_o != 0;
    return out;
  }

  size_t table_levels_;
  RtlTlbFields fields_;
  VerilatedDut<V> dut_;
};

}  // namespace cowmmu
