// SPDX-License-Identifier: Apache-2.0
#include "oracle/marks_oracle.h"

#include <fmt/format.h>

namespace cowmmu {

void MarksOracle::access(const AddressSpace& space, const UserAccess& access) {
  Marks& marks = spaces_[&space][vpn_of(access.va)];
  const Ppn frame = ppn_of(access.pa);
  if (marks.frame != frame) marks = {.frame = frame};
  marks.bits |= access.kind == Access::kStore ? Pte::kA | Pte::kD : Pte::kA;
}

void MarksOracle::judge(const Witness& by, Vpn page, const Marks& marks, const Leaf& leaf) {
  if (leaf.frame(page) != marks.frame || leaf.pte.has(marks.bits)) return;
  reports_.add(
      by, addr_of(page),
      fmt::format("A or D was lost: the page was {}, but its PTE was {:#x}",
                  (marks.bits & Pte::kD) != 0 ? "stored to" : "accessed", leaf.pte.bits()));
}

// What is gone from the new PTE was cleared by intent, and counts no more.
void MarksOracle::pte_changed(const Witness& by, const AddressSpace& space, VirtAddr va,
                              const Leaf& before, Pte after) {
  const auto found = spaces_.find(&space);
  if (found == spaces_.end()) return;
  if (before.level != 0 && !before.pte.leaf()) return;  // a table comes or goes
  Pages& pages = found->second;
  const auto changed = [&](Vpn page, Marks& marks) {
    if (!before.pte.valid()) return true;
    judge(by, page, marks, before);
    marks.bits &= after.bits();
    return !after.valid() || Leaf{after, before.level}.frame(page) != marks.frame;
  };
  if (before.level == 0) {
    const auto page = pages.find(vpn_of(va));
    if (page != pages.end() && changed(page->first, page->second)) pages.erase(page);
    return;
  }
  const uint64_t first = vpn_of(va).value & ~(pages_of_level(before.level) - 1);
  boost::unordered::erase_if(pages, [&](auto& page) {
    return page.first.value - first < pages_of_level(before.level) &&
           changed(page.first, page.second);
  });
}

void MarksOracle::verify(const Witness& by, const AddressSpace& space) {
  const auto found = spaces_.find(&space);
  if (found == spaces_.end()) return;
  for (const auto& [page, marks] : found->second)
    if (const auto leaf = translate_now(frames_, space, addr_of(page)))
      judge(by, page, marks, *leaf);
}

}  // namespace cowmmu
