// SPDX-License-Identifier: Apache-2.0
#include "oracle/flat_oracle.h"

#include <fmt/format.h>

#include <algorithm>

namespace cowmmu {

bool RacedWords::has(VirtAddr va, uint64_t value) const {
  const auto word = values_.find(va);
  return word != values_.end() && std::ranges::find(word->second, value) != word->second.end();
}

void FlatOracle::wrong(const Witness& by, VirtAddr va, uint64_t expected, uint64_t got,
                       const char* what) {
  reports_.add(by, va, fmt::format("{}: expected {:#x}, got {:#x}", what, expected, got));
}

uint64_t FlatOracle::read_fresh(const FlatMemory& memory, VirtAddr va) const {
  const ObjectMapping* mapping = memory.objects.find(vpn_of(va));
  if (!mapping) return 0;
  const auto object = objects_.find(mapping->object);
  return object == objects_.end() ? 0 : object->second.read(mapping->page(vpn_of(va)), word_of(va));
}

uint64_t FlatOracle::read(const FlatMemory& memory, VirtAddr va) const {
  const PageMap::Page* own = memory.pages.find(vpn_of(va));
  return own ? (*own)[word_of(va)] : read_fresh(memory, va);
}

void FlatOracle::unshare(FlatMemory& memory, Vpn page) {
  const ObjectMapping* mapping = memory.objects.find(page);
  if (!mapping || mapping->shared || memory.pages.find(page)) return;
  memory.pages.put(page, objects_[mapping->object].share(mapping->page(page)));
}

void FlatOracle::write(FlatMemory& memory, VirtAddr va, uint64_t value) {
  const Vpn page = vpn_of(va);
  const ObjectMapping* mapping = memory.objects.find(page);
  if (mapping && mapping->shared) {
    return write_object(mapping->object, mapping->page(page), va, value);
  }
  unshare(memory, page);
  memory.pages.write(page, word_of(va), value);
}

void FlatOracle::write_object(uint64_t object, Vpn page, VirtAddr va, uint64_t value) {
  PageMap& pages = objects_[object];
  const VirtAddr in_page(page_offset(va) & ~7ULL);
  for (auto& [hart, copy] : file_copies_) {
    if (copy.object != object || copy.page != page) continue;
    if (!copy.raced.has(in_page)) copy.raced.add(in_page, pages.read(page, word_of(va)));
    copy.raced.add(in_page, value);
  }
  pages.write(page, word_of(va), value);
}

bool FlatOracle::may_load(const FlatSpace& flat, VirtAddr va, uint64_t value) const {
  return std::ranges::any_of(flat.discards, [&](const DiscardWindow& window) {
    return window.covers(vpn_of(va)) &&
           (value == read_fresh(flat.memory, va) || value == read(window.before, va) ||
            window.raced.has(va, value));
  });
}

void FlatOracle::load(const Witness& by, const AddressSpace& space, VirtAddr va, uint64_t value) {
  ++loads_;
  const FlatSpace& flat = spaces_[&space];
  const uint64_t expected = read(flat.memory, va);
  if (value == expected || may_load(flat, va, value)) return;
  wrong(by, va, expected, value, "a load");
}

void FlatOracle::store(const AddressSpace& space, VirtAddr va, uint64_t value) {
  FlatSpace& flat = spaces_[&space];
  flat.live = true;
  write(flat.memory, va, value);
  const VirtAddr word(va.value & ~7ULL);
  const ObjectMapping* mapping = flat.memory.objects.find(vpn_of(va));
  if (mapping && mapping->shared) return;
  if (flat.fork) flat.fork->raced.add(word, value);
  for (DiscardWindow& window : flat.discards) {
    if (window.covers(vpn_of(va))) window.raced.add(word, value);
  }
}

std::optional<uint64_t> FlatOracle::shown(const AddressSpace& space, VirtAddr va) const {
  const auto leaf = present_leaf(frames_, space, va);
  if (!leaf) return std::nullopt;
  const PhysAddr pa(addr_of(leaf->frame(vpn_of(va))).value + page_offset(va));
  if (!frames_.contains(pa)) return std::nullopt;
  return frames_.read64(pa);
}

void FlatOracle::mapped(const AddressSpace& space, Vpn first, uint64_t pages,
                        const ObjectMapping& mapping) {
  FlatSpace& flat = spaces_[&space];
  flat.live = true;
  FlatMemory& memory = flat.memory;
  memory.pages.erase(first, pages);
  memory.objects.erase(first, pages);
  if (mapping.object != 0) memory.objects.set(first, pages, mapping);
}

void FlatOracle::moved(const AddressSpace& space, Vpn from, Vpn to, uint64_t pages) {
  FlatMemory& memory = spaces_[&space].memory;
  memory.pages.move(from, to, pages);
  memory.objects.move(from, to, pages);
}

}  // namespace cowmmu
