// SPDX-License-Identifier: Apache-2.0
// The flat oracle against frames: stores that reach them without a translation, and whole images.
#include <algorithm>

#include "oracle/flat_oracle.h"

namespace cowmmu {

void FlatOracle::pin_load(const Witness& by, const AddressSpace& space, VirtAddr va, uint64_t value,
                          Ppn frame) {
  const auto leaf = present_leaf(frames_, space, va);
  // A frame that its owner has lost: nothing in any address space says what it holds.
  if (leaf && leaf->frame(vpn_of(va)) == frame) load(by, space, va, value);
}

void FlatOracle::pin_store(const AddressSpace& space, VirtAddr va, uint64_t value, Ppn frame) {
  const auto leaf = present_leaf(frames_, space, va);
  const bool own = leaf && leaf->pte.writable() && leaf->frame(vpn_of(va)) == frame;
  if (own) return store(space, va, value);
  store_everywhere(frame, va, value);
}

// A plain reference (PinMode::kGet) may reach a frame that others share: CVE-2020-29374.
void FlatOracle::store_everywhere(Ppn frame, VirtAddr in_page, uint64_t value) {
  for (auto& [space, flat] : spaces_) {
    if (!flat.live) continue;
    for_each_leaf(frames_, *space, [&, &at = flat](Vpn first, const Leaf& leaf) {
      const uint64_t pages = pages_of_level(leaf.level);
      const uint64_t offset = frame.value - leaf.frame(first).value;
      if (offset >= pages) return;
      const Vpn page(first.value + offset);
      const VirtAddr va(addr_of(page).value + page_offset(in_page));
      const ObjectMapping* mapping = at.memory.objects.find(page);
      if (mapping && !at.memory.pages.find(page)) {
        write_object(mapping->object, mapping->page(page), va, value);
      } else {
        at.memory.pages.write(page, word_of(va), value);
      }
    });
  }
}

void FlatOracle::check_page(const Witness& by, const AddressSpace& space, Vpn page,
                            const PageMap::Page& expected) {
  const auto leaf = present_leaf(frames_, space, addr_of(page));
  if (leaf && !frames_.contains(addr_of(leaf->frame(page)))) return;
  for (size_t word = 0; word < expected.size(); ++word) {
    const uint64_t got =
        leaf ? frames_.read64(PhysAddr(addr_of(leaf->frame(page)).value + 8 * word)) : 0;
    if (got == expected[word]) continue;
    const VirtAddr va(addr_of(page).value + 8 * word);
    return wrong(by, va, expected[word], got, "in the image");  // one report a page
  }
}

void FlatOracle::verify(const Witness& by, const AddressSpace& space) {
  const auto found = spaces_.find(&space);
  if (found == spaces_.end()) return;
  const FlatSpace& flat = found->second;
  if (flat.fork || !flat.discards.empty()) return;
  flat.memory.pages.for_each(
      [&](Vpn page, const PageMap::Page& expected) { check_page(by, space, page, expected); });
}

void FlatOracle::ending(const Witness& by, const AddressSpace& space) {
  verify(by, space);
  spaces_.erase(&space);
}

}  // namespace cowmmu
