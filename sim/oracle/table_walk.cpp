// SPDX-License-Identifier: Apache-2.0
#include "oracle/table_walk.h"

#include "tlb/tlb_entry.h"

namespace cowmmu {
namespace {

PhysAddr entry_of(Ppn table, VirtAddr va, unsigned level) {
  return PhysAddr(addr_of(table).value + 8 * vpn_index(va, level));
}

template <class Present>
std::optional<Leaf> walk(const FrameStore& frames, const AddressSpace& space, VirtAddr va,
                         Present present) {
  if (!is_canonical(space.mode, va)) return std::nullopt;
  Ppn table = space.root;
  for (unsigned level = levels_of(space.mode); level-- > 0;) {
    const PhysAddr at = entry_of(table, va, level);
    if (!frames.contains(at)) return std::nullopt;
    const Pte pte(frames.read64(at));
    if (!present(pte)) return std::nullopt;
    if (level == 0 || pte.leaf()) return Leaf{pte, level};
    table = pte.ppn();
  }
  return std::nullopt;
}

struct Visitor {
  const FrameStore& frames;
  const std::function<void(Vpn, const Leaf&)>& visit;

  void table(Ppn ppn, unsigned level, Vpn first) const {
    if (!frames.contains(addr_of(ppn))) return;
    for (uint64_t k = 0; k < kPtesPerTable; ++k) {
      const Pte pte(frames.read64(PhysAddr(addr_of(ppn).value + 8 * k)));
      if (pte.bits() == 0) continue;
      const Vpn page(first.value + k * pages_of_level(level));
      if (level == 0 || pte.leaf()) {
        visit(page, Leaf{pte, level});
      } else {
        table(pte.ppn(), level - 1, page);
      }
    }
  }
};

}  // namespace

Ppn Leaf::frame(Vpn page) const {
  return ppn_of(TlbEntry::make(addr_of(page), Asid(), pte, level, false).translate(addr_of(page)));
}

std::optional<Leaf> translate_now(const FrameStore& frames, const AddressSpace& space,
                                  VirtAddr va) {
  const auto leaf = walk(frames, space, va, [](Pte pte) { return pte.valid(); });
  return leaf && leaf->pte.leaf() ? leaf : std::nullopt;
}

std::optional<Leaf> present_leaf(const FrameStore& frames, const AddressSpace& space, VirtAddr va) {
  return walk(frames, space, va, [](Pte pte) { return pte.bits() != 0; });
}

void for_each_leaf(const FrameStore& frames, const AddressSpace& space,
                   const std::function<void(Vpn, const Leaf&)>& visit) {
  const unsigned top = levels_of(space.mode);
  if (top > 0) Visitor{frames, visit}.table(space.root, top - 1, Vpn(0));
}

}  // namespace cowmmu
