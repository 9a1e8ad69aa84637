// SPDX-License-Identifier: Apache-2.0
// Where an access may see old or new: forks, revocations and copies of a file's page, between begin
// and end.
#include <algorithm>

#include "oracle/flat_oracle.h"

namespace cowmmu {

void FlatOracle::fork_begin(const AddressSpace& parent) {
  FlatSpace& flat = spaces_[&parent];
  flat.fork = ForkWindow{flat.memory, {}};
}

// A word that the child does not show keeps its value at entry: a mapping that is kept out of the
// child or wiped is told next, and a page that was lost shows at the first load.
void FlatOracle::fork_end(const Witness& by, const AddressSpace& parent,
                          const AddressSpace* child) {
  std::optional<ForkWindow> window = std::move(spaces_[&parent].fork);
  spaces_[&parent].fork.reset();
  if (!child || !window) return;
  spaces_[child].live = true;
  FlatMemory& memory = spaces_[child].memory = window->before;
  for (const auto& [va, values] : window->raced.all()) {
    const std::optional<uint64_t> found = shown(*child, va);
    const uint64_t entry = read(memory, va);
    if (!found || *found == entry) continue;
    if (!window->raced.has(va, *found)) {
      wrong({by.hart, by.at, child->owner}, va, entry, *found, "a word that raced fork");
    }
    write(memory, va, *found);
  }
}

void FlatOracle::file_copy_begin(const Witness& by, const AddressSpace& space, Vpn page) {
  const ObjectMapping* mapping = spaces_[&space].memory.objects.find(page);
  if (!mapping) return;
  file_copies_[by.hart] = {mapping->object, mapping->page(page), {}};
}

void FlatOracle::file_copy_end(const Witness& by, const AddressSpace& space, Vpn page, Ppn copy) {
  FlatMemory& memory = spaces_[&space].memory;
  const auto node = file_copies_.extract(by.hart);
  if (memory.pages.find(page)) return;
  unshare(memory, page);
  if (node.empty()) return;
  for (const auto& [in_page, values] : node.mapped().raced.all()) {
    const VirtAddr va(addr_of(page).value + in_page.value);
    const uint64_t found = frames_.read64(PhysAddr(addr_of(copy).value + in_page.value));
    if (!node.mapped().raced.has(in_page, found))
      wrong(by, va, read(memory, va), found, "a word that raced the copy of a file's page");
    memory.pages.write(page, word_of(va), found);
  }
}

void FlatOracle::revoke_begin(const AddressSpace& space, Vpn first, uint64_t pages, Revoke why) {
  if (why != Revoke::kDiscard) return;
  FlatSpace& flat = spaces_[&space];
  flat.discards.push_back({first, pages, flat.memory, {}});
}

void FlatOracle::close_discard(const Witness& by, const AddressSpace& space,
                               const DiscardWindow& window) {
  FlatMemory& memory = spaces_[&space].memory;
  memory.pages.erase(window.first, window.pages);
  for (const auto& [va, values] : window.raced.all()) {
    const uint64_t fresh = read_fresh(memory, va);
    const uint64_t found = shown(space, va).value_or(fresh);
    if (found == fresh) continue;
    if (!window.raced.has(va, found)) wrong(by, va, fresh, found, "a word that raced a discard");
    write(memory, va, found);
  }
}

void FlatOracle::revoke_end(const Witness& by, const AddressSpace& space, Vpn first, uint64_t pages,
                            Revoke why) {
  FlatSpace& flat = spaces_[&space];
  if (why == Revoke::kUnmap) {
    flat.memory.pages.erase(first, pages);
    flat.memory.objects.erase(first, pages);
  }
  if (why != Revoke::kDiscard) return;
  const auto window = std::ranges::find_if(
      flat.discards, [&](const DiscardWindow& w) { return w.first == first && w.pages == pages; });
  if (window == flat.discards.end()) return;
  const DiscardWindow closing = std::move(*window);
  flat.discards.erase(window);
  close_discard(by, space, closing);
}

}  // namespace cowmmu
