// SPDX-License-Identifier: Apache-2.0
#include "rtl/mmu/fence_watch.h"

#include <algorithm>

namespace cowmmu::test {

bool FenceWatch::forbids(Vpn vpn, Asid asid, Ppn frame) const {
  const auto stamp = MmuTables::stamp(frame);
  if (!stamp) return false;
  return std::ranges::any_of(fences_, [&](const Accepted& a) {
    const Fence& f = a.fence;
    return stamp->read_at <= a.cycle && (f.all_addresses || vpn_of(f.va) == vpn) &&
           (f.all_asids || (!stamp->maybe_global && f.asid == asid));
  });
}

bool FenceWatch::forbids(const TlbEntry& entry) const {
  const auto stamp = MmuTables::stamp(entry.ppn);
  if (!stamp) return false;
  return std::ranges::any_of(fences_, [&](const Accepted& a) {
    const Fence& f = a.fence;
    return stamp->read_at <= a.cycle && (f.all_addresses || entry.covers(vpn_of(f.va))) &&
           (f.all_asids || (!entry.global && f.asid == entry.asid));
  });
}

}  // namespace cowmmu::test
