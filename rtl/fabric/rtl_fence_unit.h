// SPDX-License-Identifier: Apache-2.0
// RtlFenceUnit: a Verilated fence_unit behind the types of its twin, TimedFenceUnit.
#pragma once

#include <cstdint>

#include "common/packed_port.h"
#include "common/verilated_dut.h"
#include "fabric/fence_unit_if.h"
#include "tlb/rtl_tlb_fields.h"

namespace cowmmu {

template <class V>
class RtlFenceUnit {
 public:
  RtlFenceUnit(PagingMode mode, uint64_t seed) : fields_(mode), dut_(seed) { reset(); }

  // As TimedFenceUnit::step.
  FenceUnitOut step(const FenceUnitIn& in) {
    drive(in);
    return dut_.cycle([this] { return outputs(); });
  }
  void reset() {
    drive({});
    dut_.reset();
  }

 private:
  void drive(const FenceUnitIn& in) {
    V& p = dut_.ports();
    p.fence_valid_i = in.fence_valid;
    if (in.fence_valid) fields_.pack(in.fence).to(p.fence_i);
    p.fence_from_i = static_cast<uint8_t>(in.fence_from.value);
    p.use_i = in.use;
    p.mmu_fence_ready_i = in.mmu_fence_ready;
    p.mmu_fence_done_i = in.mmu_fence_done;
    p.ack_ready_i = in.ack_ready;
  }
  FenceUnitOut outputs() const {
    const V& p = dut_.ports();
    FenceUnitOut out;
    out.fence_ready = p.fence_ready_o != 0;
    out.hold = p.hold_o != 0;
    out.mmu_fence_valid = p.mmu_fence_valid_o != 0;
    if (out.mmu_fence_valid)
      out.mmu_fence = RtlTlbFields::fence(PackedReader(p.mmu_fence_o, RtlTlbFields::kFence));
    out.ack_valid = p.ack_valid_o != 0;
    if (out.ack_valid) out.ack_from = HartId(p.ack_from_o);
    out.busy = p.busy_o != 0;
    return out;
  }

  RtlTlbFields fields_;
  VerilatedDut<V> dut_;
};

}  // namespace cowmmu
