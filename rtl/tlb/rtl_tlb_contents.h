// SPDX-License-Identifier: Apache-2.0
// The translations inside a Verilated TLB, by the names that tlb_l1.vlt and tlb_l2.vlt make
// readable.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "tlb/rtl_tlb_fields.h"

namespace cowmmu {

template <class Root>
std::vector<TlbEntry> rtl_l1_contents(const Root& r, const RtlTlbFields& fields) {
  std::vector<TlbEntry> all;
  const PackedWords valid(r.tlb_l1__DOT__valid_q), global(r.tlb_l1__DOT__global_q);
  for (size_t i = 0; i < std::size(r.tlb_l1__DOT__vpn_q.m_storage); ++i) {
    if (!valid.bit(i)) continue;
    const Pte pte = Pte::make(Ppn(r.tlb_l1__DOT__ppn_q[i]), r.tlb_l1__DOT__flags_q[i]);
    all.push_back(fields.entry(r.tlb_l1__DOT__vpn_q[i], r.tlb_l1__DOT__size_q[i],
                               Asid(r.tlb_l1__DOT__asid_q[i]), global.bit(i), pte));
  }
  return all;
}

template <class Root>
std::vector<TlbEntry> rtl_l2_contents(const Root& r, const RtlTlbFields& fields) {
  using F = RtlTlbFields;
  std::vector<TlbEntry> all;
  const size_t sets = std::size(r.tlb_l2__DOT__valid_q.m_storage);
  const size_t ways = std::size(r.tlb_l2__DOT__tag_mem.m_storage) / sets;
  for (size_t i = 0; i < sets * ways; ++i) {
    if (!PackedWords(r.tlb_l2__DOT__valid_q[i / ways]).bit(i % ways)) continue;
    PackedReader tag(r.tlb_l2__DOT__tag_mem[i], fields.vpn_width() + F::kSize);
    PackedReader space(r.tlb_l2__DOT__space_mem[i], F::kAsid + F::kGlobal);
    PackedReader data(r.tlb_l2__DOT__data_mem[i], F::kPpn + F::kFlags);
    const uint64_t vpn = tag.take(fields.vpn_width());
    const Asid asid(space.take(F::kAsid));
    const Ppn ppn(data.take(F::kPpn));
    all.push_back(fields.entry(vpn, static_cast<unsigned>(tag.take(F::kSize)), asid,
                               space.take(F::kGlobal) != 0, Pte::make(ppn, data.take(F::kFlags))));
  }
  return all;
}

// Empty for a netlist, which has lost its names.
template <class Root>
std::optional<std::vector<TlbEntry>> rtl_tlb_contents(const Root& root,
                                                      const RtlTlbFields& fields) {
  if constexpr (requires { root.tlb_l1__DOT__vpn_q; })
    return rtl_l1_contents(root, fields);
  else if constexpr (requires { root.tlb_l2__DOT__tag_mem; })
    return rtl_l2_contents(root, fields);
  else
    return std::nullopt;
}

}  // namespace cowmmu
