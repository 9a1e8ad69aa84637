// SPDX-License-Identifier: Apache-2.0
// RtlTlb: a Verilated tlb_l1 or tlb_l2 behind the types of its twin, TimedTlb. The RTL holds of a
// PTE what hardware uses: RSW bits come back as 0.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "common/packed_port.h"
#include "common/verilated_dut.h"
#include "tlb/rtl_tlb_contents.h"
#include "tlb/rtl_tlb_fields.h"
#include "tlb/tlb_if.h"

namespace cowmmu {

template <class V>
class RtlTlb {
 public:
  RtlTlb(PagingMode mode, uint64_t seed) : fields_(mode), dut_(seed) { reset(); }

  // As TimedTlb::step.
  TlbOut step(const TlbIn& in) {
    drive(in);
    return dut_.cycle([this] { return outputs(); });
  }
  void reset() {
    drive({});
    dut_.reset();
  }
  // Every valid entry, in the order of sets and ways; of a netlist, nothing is known.
  std::optional<std::vector<TlbEntry>> contents() const {
    return rtl_tlb_contents(dut_.inside(), fields_);
  }

 private:
  void drive(const TlbIn& in) {
    V& p = dut_.ports();
    p.req_valid_i = in.req_valid;
    p.req_vpn_i = in.req_vpn.value;
    p.req_asid_i = static_cast<uint16_t>(in.req_asid.value);
    p.fill_valid_i = in.fill_valid;
    if (in.fill_valid) fields_.pack(in.fill_entry).to(p.fill_entry_i);
    p.fence_valid_i = in.fence_valid;
    if (in.fence_valid) fields_.pack(in.fence).to(p.fence_i);
  }
  TlbOut outputs() const {
    const V& p = dut_.ports();
    TlbOut out;
    out.req_ready = p.req_ready_o != 0;
    out.rsp_valid = p.rsp_valid_o != 0;
    out.rsp_hit = p.rsp_hit_o != 0;
    out.rsp_ppn = Ppn(p.rsp_ppn_o);
    const PackedReader entry(p.rsp_entry_o, fields_.width());
    if (out.rsp_hit || entry.any()) out.rsp_entry = fields_.entry(entry);
    out.fill_ready = p.fill_ready_o != 0;
    out.fill_evict = p.fill_evict_o != 0;
    out.fence_ready = p.fence_ready_o != 0;
    if constexpr (requires { p.fence_done_o; }) out.fence_done = p.fence_done_o != 0;
    out.busy = p.busy_o != 0;
    return out;
  }

  RtlTlbFields fields_;
  VerilatedDut<V> dut_;
};

}  // namespace cowmmu
