// SPDX-License-Identifier: Apache-2.0
// The translations inside a Verilated TLB, by the names that tlb_l1.vlt and tlb_l2.vlt make
// readable.
#pragma once

#include <cstddef>
#include <optional>
#include <tuple>
#include <vector>

#include "tlb/rtl_tlb_fields.h"

namespace cowmmu {

// visit(entry) for every valid entry of a tlb_l1, in the order of sets and ways; `arrays`: its
// valid_q, global_q, vpn_q, size_q, asid_q, ppn_q and flags_q.
template <class Arrays, class Visit>
void visit_rtl_l1(const Arrays& arrays, const RtlTlbFields& fields, Visit visit) {
  const auto& [valid_q, global_q, vpn_q, size_q, asid_q, ppn_q, flags_q] = arrays;
  const PackedWords valid(valid_q), global(global_q);
  for (size_t i = 0; i < std::size(vpn_q.m_storage); ++i) {
    if (!valid.bit(i)) continue;
    const Pte pte = Pte::make(Ppn(ppn_q[i]), flags_q[i]);
    visit(fields.entry(vpn_q[i], size_q[i], Asid(asid_q[i]), global.bit(i), pte));
  }
}

// The same of a tlb_l2: its valid_q, tag_mem, space_mem and data_mem.
template <class Arrays, class Visit>
void visit_rtl_l2(const Arrays& arrays, const RtlTlbFields& fields, Visit visit) {
  using F = RtlTlbFields;
  const auto& [valid_q, tag_mem, space_mem, data_mem] = arrays;
  const size_t sets = std::size(valid_q.m_storage);
  const size_t ways = std::size(tag_mem.m_storage) / sets;
  for (size_t i = 0; i < sets * ways; ++i) {
    if (!PackedWords(valid_q[i / ways]).bit(i % ways)) continue;
    PackedReader tag(tag_mem[i], fields.vpn_width() + F::kSize);
    PackedReader space(space_mem[i], F::kAsid + F::kGlobal);
    PackedReader data(data_mem[i], F::kPpn + F::kFlags);
    const uint64_t vpn = tag.take(fields.vpn_width());
    const Asid asid(space.take(F::kAsid));
    const Ppn ppn(data.take(F::kPpn));
    visit(fields.entry(vpn, static_cast<unsigned>(tag.take(F::kSize)), asid,
                       space.take(F::kGlobal) != 0, Pte::make(ppn, data.take(F::kFlags))));
  }
}

// Of a tlb_l1 or tlb_l2 that is the top module. Empty for a netlist, which has lost its names.
template <class Root>
std::optional<std::vector<TlbEntry>> rtl_tlb_contents(const Root& r, const RtlTlbFields& fields) {
  std::vector<TlbEntry> all;
  const auto add = [&](const TlbEntry& e) { all.push_back(e); };
  if constexpr (requires { r.tlb_l1__DOT__vpn_q; }) {
    visit_rtl_l1(std::tie(r.tlb_l1__DOT__valid_q, r.tlb_l1__DOT__global_q, r.tlb_l1__DOT__vpn_q,
                          r.tlb_l1__DOT__size_q, r.tlb_l1__DOT__asid_q, r.tlb_l1__DOT__ppn_q,
                          r.tlb_l1__DOT__flags_q),
                 fields, add);
  } else if constexpr (requires { r.tlb_l2__DOT__tag_mem; }) {
    visit_rtl_l2(std::tie(r.tlb_l2__DOT__valid_q, r.tlb_l2__DOT__tag_mem, r.tlb_l2__DOT__space_mem,
                          r.tlb_l2__DOT__data_mem),
                 fields, add);
  } else {
    return std::nullopt;
  }
  return all;
}

}  // namespace cowmmu
