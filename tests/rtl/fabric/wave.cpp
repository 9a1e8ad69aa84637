// SPDX-License-Identifier: Apache-2.0
// fence_unit_wave two: the waveform of docs/rtl/fence_unit.md, from the Verilated RTL: two fences,
// the first while an operation uses a translation; each takes the TLBs four cycles.
#include <iostream>
#include <string_view>

#include "Vfence_unit_tiny.h"
#include "fabric/rtl_fence_unit.h"
#include "rtl/support/text_wave.h"

namespace cowmmu::test {
namespace {

constexpr uint64_t kFenceCycles = 4, kUseUntil = 4, kAckFrom = 14;

// The fence of hart 1 from cycle 1 on, that of hart 2 from cycle 2 on.
FenceUnitIn offered(uint64_t accepted, uint64_t cycle) {
  FenceUnitIn in;
  in.fence_valid = accepted < 2 && cycle > accepted;
  if (in.fence_valid) {
    in.fence_from = HartId(accepted + 1);
    in.fence = Fence::of_page(addr_of(Vpn(0x11 * (accepted + 1))), Asid(1));
  }
  in.use = cycle > 0 && cycle < kUseUntil;
  in.ack_ready = cycle >= kAckFrom;
  return in;
}

void sample(TextWave& wave, const FenceUnitIn& in, const FenceUnitOut& out) {
  wave.bit("fence_valid_i", in.fence_valid);
  wave.bit("fence_ready_o", out.fence_ready);
  wave.number("fence_from_i", in.fence_from.value, in.fence_valid);
  wave.number("fence_i.vpn", vpn_of(in.fence.va).value, in.fence_valid);
  wave.bit("use_i", in.use);
  wave.bit("hold_o", out.hold);
  wave.bit("mmu_fence_valid_o", out.mmu_fence_valid);
  wave.bit("mmu_fence_ready_i", in.mmu_fence_ready);
  wave.number("mmu_fence_o.vpn", vpn_of(out.mmu_fence.va).value, out.mmu_fence_valid);
  wave.bit("mmu_fence_done_i", in.mmu_fence_done);
  wave.bit("ack_valid_o", out.ack_valid);
  wave.bit("ack_ready_i", in.ack_ready);
  wave.number("ack_from_o", out.ack_from.value, out.ack_valid);
  wave.bit("busy_o", out.busy);
}

void draw_two(uint64_t cycles) {
  RtlFenceUnit<Vfence_unit_tiny> rtl(PagingMode::kSv39, 1);
  TextWave wave;
  uint64_t accepted = 0, left = 0;  // of the fence in the TLBs
  for (uint64_t cycle = 0; cycle < cycles; ++cycle) {
    FenceUnitIn in = offered(accepted, cycle);
    in.mmu_fence_ready = left <= 1;
    in.mmu_fence_done = left == 1;
    const FenceUnitOut out = rtl.step(in);
    sample(wave, in, out);
    if (left > 0) --left;
    if (out.mmu_fence_valid && in.mmu_fence_ready) left = kFenceCycles;
    if (in.fence_valid && out.fence_ready) ++accepted;
  }
  wave.print(std::cout);
}

}  // namespace
}  // namespace cowmmu::test

int main(int argc, char** argv) {
  const std::string_view name = argc == 2 ? argv[1] : "";
  if (name != "two") return std::cerr << "usage: fence_unit_wave two\n", 2;
  cowmmu::test::draw_two(18);
}
