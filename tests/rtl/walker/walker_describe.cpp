// SPDX-License-Identifier: Apache-2.0
#include "rtl/walker/walker_describe.h"

#include <fmt/format.h>

namespace cowmmu {
namespace {

std::string describe(const WalkRequest& r) {
  const TranslationState& s = r.state;
  return fmt::format(
      "va {:x} access {} mode {} asid {:x} root {:x} privilege {} sum {} mxr {} "
      "adue {}",
      r.va.value, static_cast<int>(r.access), static_cast<int>(s.satp.mode), s.satp.asid.value,
      s.satp.root.value, static_cast<int>(s.privilege), s.sum, s.mxr, s.adue);
}

}  // namespace

std::string describe(const WalkerIn& in) {
  std::string text = fmt::format("rsp_ready {} mem_req_ready {}", in.rsp_ready, in.mem_req_ready);
  if (in.req_valid) text += fmt::format(" req {} {}", in.req_id, describe(in.req));
  if (in.mem_rsp_valid)
    text += fmt::format(" mem_rsp slot {} pte {:x} stored {}", in.mem_rsp.slot,
                        in.mem_rsp.pte.bits(), in.mem_rsp.stored);
  if (in.fence_valid)
    text += fmt::format(" fence all_addresses {} all_asids {} asid {:x}", in.fence.all_addresses,
                        in.fence.all_asids, in.fence.asid.value);
  return text;
}

std::string describe(const WalkerOut& out) {
  return fmt::format(
      "req_ready {} join {} rsp_valid {} id {} cause {} leaf {:x} level {} global {} mem_req {} "
      "slot {} swap {} pa {:x} expected {:x} desired {:x} draining {} busy {}",
      out.req_ready, out.req_join, out.rsp_valid, out.rsp_id, static_cast<int>(out.rsp.cause),
      out.rsp.leaf.bits(), out.rsp.level, out.rsp.global, out.mem_req_valid, out.mem_req.slot,
      out.mem_req.swap, out.mem_req.pa.value, out.mem_req.expected.bits(),
      out.mem_req.desired.bits(), out.draining, out.busy);
}

}  // namespace cowmmu
