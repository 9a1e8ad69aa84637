// SPDX-License-Identifier: Apache-2.0
// tlb_wave l1|l2: the waveform of docs/rtl/tlb.md, from the Verilated RTL in the sizes of `tiny`.
#include <iostream>
#include <string_view>
#include <vector>

#include "Vtlb_l1_tiny.h"
#include "Vtlb_l1_tiny___024root.h"
#include "Vtlb_l2_tiny.h"
#include "Vtlb_l2_tiny___024root.h"
#include "rtl/support/text_wave.h"
#include "tlb/rtl_tlb.h"

namespace cowmmu::test {
namespace {

constexpr uint64_t kPage = 0x11;

// A valid that rises in cycle `from` and stays until it is accepted.
struct Offer {
  enum Channel { kFill, kRequest, kFence } channel;
  uint64_t from;
  bool accepted = false;
};

TlbIn offered(const std::vector<Offer>& offers, uint64_t cycle) {
  TlbIn in;
  for (const Offer& o : offers) {
    if (o.accepted || o.from > cycle) continue;
    if (o.channel == Offer::kFill) {
      const Pte pte = Pte::make(Ppn(0x2a), Pte::kV | Pte::kR | Pte::kA);
      in.fill_valid = true;
      in.fill_entry = TlbEntry::make(addr_of(Vpn(kPage)), Asid(1), pte, 0, false);
    } else if (o.channel == Offer::kRequest) {
      in.req_valid = true, in.req_vpn = Vpn(kPage), in.req_asid = Asid(1);
    } else {
      in.fence_valid = true, in.fence = Fence::of_page(addr_of(Vpn(kPage)), Asid(1));
    }
  }
  return in;
}

void accept(std::vector<Offer>& offers, uint64_t cycle, const TlbOut& out) {
  for (Offer& o : offers) {
    const bool ready = o.channel == Offer::kFill      ? out.fill_ready
                       : o.channel == Offer::kRequest ? out.req_ready
                                                      : out.fence_ready;
    o.accepted = o.accepted || (o.from <= cycle && ready);
  }
}

template <class V>
void sample(TextWave& wave, const TlbIn& in, const TlbOut& out) {
  wave.bit("fill_valid_i", in.fill_valid);
  wave.bit("fill_ready_o", out.fill_ready);
  wave.number("fill_entry_i.vpn", in.fill_entry.vpn.value, in.fill_valid);
  wave.bit("req_valid_i", in.req_valid);
  wave.bit("req_ready_o", out.req_ready);
  wave.number("req_vpn_i", in.req_vpn.value, in.req_valid);
  wave.bit("rsp_valid_o", out.rsp_valid);
  wave.bit("rsp_hit_o", out.rsp_hit);
  wave.number("rsp_ppn_o", out.rsp_ppn.value, out.rsp_valid);
  wave.bit("fence_valid_i", in.fence_valid);
  wave.bit("fence_ready_o", out.fence_ready);
  if constexpr (requires(V & ports) { ports.fence_done_o; })
    wave.bit("fence_done_o", out.fence_done);
  wave.bit("busy_o", out.busy);
}

template <class V>
void draw(std::vector<Offer> offers, uint64_t cycles) {
  RtlTlb<V> rtl(PagingMode::kSv39, 1);
  TextWave wave;
  for (uint64_t cycle = 0; cycle < cycles; ++cycle) {
    const TlbIn in = offered(offers, cycle);
    const TlbOut out = rtl.step(in);
    sample<V>(wave, in, out);
    accept(offers, cycle, out);
  }
  wave.print(std::cout);
}

}  // namespace
}  // namespace cowmmu::test

int main(int argc, char** argv) {
  using namespace cowmmu::test;
  const std::string_view name = argc == 2 ? argv[1] : "";
  if (name == "l1") {
    draw<Vtlb_l1_tiny>(
        {{Offer::kFill, 0}, {Offer::kRequest, 1}, {Offer::kFence, 3}, {Offer::kFill, 3}}, 7);
  } else if (name == "l2") {
    draw<Vtlb_l2_tiny>({{Offer::kFill, 0},
                        {Offer::kRequest, 1},
                        {Offer::kFence, 2},
                        {Offer::kRequest, 4},
                        {Offer::kFill, 5}},
                       15);
  } else {
    std::cerr << "usage: tlb_wave l1|l2\n";
    return 2;
  }
  return 0;
}
