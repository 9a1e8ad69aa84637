// SPDX-License-Identifier: Apache-2.0
// walker_wave update|join: the waveforms of docs/rtl/walker.md, from the Verilated RTL: a store
// whose leaf lacks D, in the sizes of `tiny`; two requests for a page, in those of `odd`.
#include <iostream>
#include <optional>
#include <string_view>

#include "Vwalker_odd.h"
#include "Vwalker_odd___024root.h"
#include "Vwalker_tiny.h"
#include "Vwalker_tiny___024root.h"
#include "rtl/support/text_wave.h"
#include "walker/rtl_walker.h"

namespace cowmmu::test {
namespace {

// A pointer in the root, and a leaf in the table below: a user's, clean, and not to be fetched
// from.
constexpr Ppn kRoot{0x10};
constexpr Pte kPointer = Pte::make(Ppn(0x20), Pte::kV);
constexpr Pte kLeaf = Pte::make(Ppn(1ULL << 36), Pte::kV | Pte::kR | Pte::kW | Pte::kU | Pte::kA);

WalkerIn request(unsigned id, Access access, PagingMode mode) {
  WalkerIn in;
  in.req_valid = true;
  in.req_id = id;
  in.req = {VirtAddr(0x1000), access, {{mode, Asid(1), kRoot}, {}, false, false, true}};
  return in;
}

// Memory takes every request at once and answers two cycles later.
class Memory {
 public:
  void before(WalkerIn& in, uint64_t cycle) const {
    in.mem_req_ready = true;
    in.mem_rsp_valid = due_ == cycle;
    if (!in.mem_rsp_valid) return;
    const bool root = ppn_of(asked_.pa) == kRoot;
    in.mem_rsp = {asked_.slot, root ? kPointer : kLeaf, asked_.swap};
  }
  void after(const WalkerOut& out, uint64_t cycle) {
    if (!out.mem_req_valid) return;
    asked_ = out.mem_req;
    due_ = cycle + 2;
  }

 private:
  WalkMemReq asked_;
  std::optional<uint64_t> due_;
};

void sample(TextWave& wave, const WalkerIn& in, const WalkerOut& out) {
  wave.bit("req_valid_i", in.req_valid);
  wave.bit("req_ready_o", out.req_ready);
  wave.number("req_i.id", in.req_id, in.req_valid);
  wave.bit("req_join_o", out.req_join);
  wave.bit("mem_req_valid_o", out.mem_req_valid);
  wave.bit("mem_req_o.swap", out.mem_req.swap);
  wave.number("mem_req_o.pa[55:12]", ppn_of(out.mem_req.pa).value, out.mem_req_valid);
  wave.bit("mem_rsp_valid_i", in.mem_rsp_valid);
  wave.bit("fence_valid_i", in.fence_valid);
  wave.bit("rsp_valid_o", out.rsp_valid);
  wave.number("rsp_o.id", out.rsp_id, out.rsp_valid);
  wave.number("rsp_o.cause", out.rsp.cause == Cause::kNone ? 0 : unsigned(out.rsp.cause),
              out.rsp_valid);
  wave.bit("draining_o", out.draining);
  wave.bit("busy_o", out.busy);
}

// `drive(in, cycle)` adds requests and fences.
template <class V, class Drive>
void draw(PagingMode mode, uint64_t cycles, Drive drive) {
  RtlWalker<V> rtl(mode, {{Ppn(0), Ppn(0x1000)}}, 1);
  TextWave wave;
  Memory memory;
  for (uint64_t cycle = 0; cycle < cycles; ++cycle) {
    WalkerIn in;
    drive(in, cycle);
    memory.before(in, cycle);
    const WalkerOut out = rtl.step(in);
    memory.after(out, cycle);
    sample(wave, in, out);
  }
  wave.print(std::cout);
}

void draw_update() {
  constexpr PagingMode kMode = PagingMode::kSv39;
  draw<Vwalker_tiny>(kMode, 15, [](WalkerIn& in, uint64_t cycle) {
    if (cycle == 0) in = request(5, Access::kStore, kMode);
  });
}

void draw_join() {
  constexpr PagingMode kMode = PagingMode::kSv57;
  draw<Vwalker_odd>(kMode, 26, [](WalkerIn& in, uint64_t cycle) {
    if (cycle == 0) in = request(1, Access::kLoad, kMode);
    if (cycle == 3) in = request(2, Access::kFetch, kMode);
    in.fence_valid = cycle == 6;
  });
}

}  // namespace
}  // namespace cowmmu::test

int main(int argc, char** argv) {
  const std::string_view name = argc == 2 ? argv[1] : "";
  if (name == "update")
    cowmmu::test::draw_update();
  else if (name == "join")
    cowmmu::test::draw_join();
  else
    return std::cerr << "usage: walker_wave update|join\n", 2;
}
