// SPDX-License-Identifier: Apache-2.0
#include "rtl/mmu/mmu_describe.h"

#include <fmt/format.h>

namespace cowmmu {
namespace {

std::string describe(const TranslationState& s) {
  return fmt::format(" mode {} asid {:x} root {:x} privilege {} sum {} mxr {} adue {}",
                     static_cast<int>(s.satp.mode), s.satp.asid.value, s.satp.root.value,
                     static_cast<int>(s.privilege), s.sum, s.mxr, s.adue);
}

std::string describe(const char* side, bool ready, bool valid, const MmuAnswer& a) {
  std::string text = fmt::format("{}_ready {} ", side, ready);
  if (!valid) return text;
  return text + fmt::format("{}_rsp cause {} ppn {:x} from {} ", side, static_cast<int>(a.cause),
                            a.ppn.value, static_cast<int>(a.from));
}

std::string describe(const MmuEvents& e) {
  return fmt::format("l1i {}{}{} l1d {}{}{} l2 {}{}{} walk {}{}{} pte {}{}", int(e.l1i_look),
                     int(e.l1i_hit), int(e.l1i_evict), int(e.l1d_look), int(e.l1d_hit),
                     int(e.l1d_evict), int(e.l2_look), int(e.l2_hit), int(e.l2_evict), int(e.walk),
                     int(e.walk_join), int(e.walk_fault), int(e.pte_read), int(e.pte_swap));
}

}  // namespace

std::string describe(const MmuIn& in) {
  std::string text = fmt::format("mem_req_ready {}", in.mem_req_ready);
  if (in.fetch_valid) text += fmt::format(" fetch {:x}", in.fetch_va.value);
  if (in.data_valid) text += fmt::format(" data {:x} store {}", in.data_va.value, in.data_store);
  if (in.fetch_valid || in.data_valid) text += describe(in.state);
  if (in.mem_rsp_valid)
    text += fmt::format(" mem_rsp slot {} pte {:x} stored {}", in.mem_rsp.slot,
                        in.mem_rsp.pte.bits(), in.mem_rsp.stored);
  if (in.fence_valid)
    text += fmt::format(" fence all_addresses {} all_asids {} va {:x} asid {:x}",
                        in.fence.all_addresses, in.fence.all_asids, in.fence.va.value,
                        in.fence.asid.value);
  return text;
}

std::string describe(const MmuOut& out) {
  const WalkMemReq& m = out.mem_req;
  return describe("fetch", out.fetch_ready, out.fetch_rsp_valid, out.fetch_rsp) +
         describe("data", out.data_ready, out.data_rsp_valid, out.data_rsp) +
         fmt::format(
             "mem_req {} slot {} swap {} pa {:x} expected {:x} desired {:x} fence_ready {} "
             "fence_done {} busy {} ",
             out.mem_req_valid, m.slot, m.swap, m.pa.value, m.expected.bits(), m.desired.bits(),
             out.fence_ready, out.fence_done, out.busy) +
         describe(out.events);
}

}  // namespace cowmmu
