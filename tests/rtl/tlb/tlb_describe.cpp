// SPDX-License-Identifier: Apache-2.0
#include "rtl/tlb/tlb_describe.h"

#include <fmt/format.h>

namespace cowmmu {

std::string describe(const TlbEntry& e) {
  return fmt::format("[vpn {:x} size {} asid {:x} global {} ppn {:x} pte {:x}]", e.vpn.value,
                     e.size(), e.asid.value, e.global, e.ppn.value, e.pte.bits());
}

std::string describe(const TlbIn& in) {
  std::string text;
  if (in.req_valid) text += fmt::format("req {:x} asid {:x} ", in.req_vpn.value, in.req_asid.value);
  if (in.fill_valid) text += "fill " + describe(in.fill_entry) + " ";
  if (in.fence_valid)
    text += fmt::format("fence all_addresses {} all_asids {} vpn {:x} asid {:x}",
                        in.fence.all_addresses, in.fence.all_asids, vpn_of(in.fence.va).value,
                        in.fence.asid.value);
  return text;
}

std::string describe(const TlbOut& out) {
  return fmt::format(
      "req_ready {} rsp_valid {} rsp_hit {} ppn {:x} {} fill_ready {} evict {} fence_ready {} "
      "fence_done {} busy {}",
      out.req_ready, out.rsp_valid, out.rsp_hit, out.rsp_ppn.value, describe(out.rsp_entry),
      out.fill_ready, out.fill_evict, out.fence_ready, out.fence_done, out.busy);
}

}  // namespace cowmmu
