// SPDX-License-Identifier: Apache-2.0
// mmu_wave walk|fence: the waveforms of docs/rtl/mmu.md, from the Verilated RTL in the sizes of
// `tiny`: a load that walks, a fetch that hits in the L2, a load that hits in its L1; a fence
// during a walk.
#include <iostream>
#include <string_view>
#include <utility>

#include "Vmmu_tiny.h"
#include "Vmmu_tiny___024root.h"
#include "mmu/rtl_mmu.h"
#include "rtl/support/text_wave.h"

namespace cowmmu::test {
namespace {

// A pointer in the root, and a leaf of 2 MiB in the table below.
constexpr Ppn kRoot{0x10};
constexpr Pte kPointer = Pte::make(Ppn(0x20), Pte::kV);
constexpr uint64_t kFlags = Pte::kV | Pte::kR | Pte::kX | Pte::kU | Pte::kA;
constexpr Pte kLeaf = Pte::make(Ppn(0x400), kFlags);
constexpr VirtAddr kVa{0x7000};

// Memory takes every request at once and answers the first `latency` cycles later, others after
// two.
class Memory {
 public:
  explicit Memory(uint64_t latency) : latency_(latency) {}
  void before(MmuIn& in, uint64_t cycle) const {
    in.mem_req_ready = true;
    in.mem_rsp_valid = due_ != 0 && due_ == cycle;
    if (!in.mem_rsp_valid) return;
    in.mem_rsp = {asked_.slot, ppn_of(asked_.pa) == kRoot ? kPointer : kLeaf, false};
  }
  void after(const MmuOut& out, uint64_t cycle) {
    if (!out.mem_req_valid) return;
    asked_ = out.mem_req;
    due_ = cycle + std::exchange(latency_, 2);
  }

 private:
  uint64_t latency_;
  WalkMemReq asked_;
  uint64_t due_ = 0;  // no response is due in cycle 0
};

void show_fetch(TextWave& wave, const MmuIn& in, const MmuOut& out) {
  wave.bit("fetch_valid_i", in.fetch_valid);
  wave.bit("fetch_ready_o", out.fetch_ready);
  wave.bit("fetch_rsp_valid_o", out.fetch_rsp_valid);
  wave.number("fetch_rsp_o.from", static_cast<uint64_t>(out.fetch_rsp.from), out.fetch_rsp_valid);
}

void show_data_and_memory(TextWave& wave, const MmuIn& in, const MmuOut& out) {
  wave.bit("data_valid_i", in.data_valid);
  wave.bit("data_ready_o", out.data_ready);
  wave.bit("data_rsp_valid_o", out.data_rsp_valid);
  wave.number("data_rsp_o.from", static_cast<uint64_t>(out.data_rsp.from), out.data_rsp_valid);
  wave.bit("mem_req_valid_o", out.mem_req_valid);
  wave.bit("mem_rsp_valid_i", in.mem_rsp_valid);
}

void show_fence(TextWave& wave, const MmuIn& in, const MmuOut& out) {
  wave.bit("fence_valid_i", in.fence_valid);
  wave.bit("fence_ready_o", out.fence_ready);
  wave.bit("fence_done_o", out.fence_done);
}

// `drive(in, cycle)` adds accesses and fences; `show(wave, in, out)` draws a cycle.
template <class Drive, class Show>
void draw(uint64_t latency, uint64_t cycles, Drive drive, Show show) {
  RtlMmu<Vmmu_tiny> rtl(PagingMode::kSv39, {{Ppn(0), Ppn(0x1000)}}, 1);
  TextWave wave;
  Memory memory(latency);
  for (uint64_t cycle = 0; cycle < cycles; ++cycle) {
    MmuIn in;
    in.state.satp = {PagingMode::kSv39, Asid(1), kRoot};
    in.fetch_va = in.data_va = kVa;
    drive(in, cycle);
    memory.before(in, cycle);
    const MmuOut out = rtl.step(in);
    memory.after(out, cycle);
    show(wave, in, out);
    wave.bit("busy_o", out.busy);
  }
  wave.print(std::cout);
}

void draw_walk() {
  const auto drive = [](MmuIn& in, uint64_t cycle) {
    in.data_valid = cycle == 0 || cycle == 16;
    in.fetch_valid = cycle == 12;
  };
  draw(2, 19, drive, [](TextWave& wave, const MmuIn& in, const MmuOut& out) {
    show_data_and_memory(wave, in, out);
    show_fetch(wave, in, out);
  });
}

void draw_fence() {
  const auto drive = [](MmuIn& in, uint64_t cycle) {
    in.data_valid = cycle == 0;
    in.fence_valid = cycle == 6;
    in.fence = Fence::of_address(kVa);
  };
  draw(9, 26, drive, [](TextWave& wave, const MmuIn& in, const MmuOut& out) {
    show_data_and_memory(wave, in, out);
    show_fence(wave, in, out);
  });
}

}  // namespace
}  // namespace cowmmu::test

int main(int argc, char** argv) {
  const std::string_view name = argc == 2 ? argv[1] : "";
  if (name == "walk")
    cowmmu::test::draw_walk();
  else if (name == "fence")
    cowmmu::test::draw_fence();
  else
    return std::cerr << "usage: mmu_wave walk|fence\n", 2;
}
