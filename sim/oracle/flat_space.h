// SPDX-License-Identifier: Apache-2.0
// FlatSpace: what one address space must show, byte by byte; and the windows in which more than one
// value is right.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <optional>
#include <vector>

#include "oracle/object_map.h"
#include "oracle/page_map.h"

namespace cowmmu {

// Words stored within a window, each with every value that was stored.
class RacedWords {
 public:
  void add(VirtAddr va, uint64_t value) { values_[va].push_back(value); }
  bool has(VirtAddr va, uint64_t value) const;
  bool has(VirtAddr va) const { return values_.contains(va); }
  const auto& all() const { return values_; }

 private:
  boost::unordered_flat_map<VirtAddr, std::vector<uint64_t>, std::hash<VirtAddr>> values_;
};

// Private pages, and which pages show an object's.
struct FlatMemory {
  PageMap pages;
  ObjectMap objects;
};

struct DiscardWindow {
  Vpn first{};
  uint64_t pages = 0;
  FlatMemory before;
  RacedWords raced;

  bool covers(Vpn page) const { return page.value - first.value < pages; }
};

struct ForkWindow {
  FlatMemory before;
  RacedWords raced;
};

// Of the object's page that is being copied: each word stored meanwhile, with its value before.
struct FileCopyWindow {
  uint64_t object = 0;
  Vpn page{};
  RacedWords raced;
};

struct FlatSpace {
  // It has been a process's image. The child of a fork that failed never is, and nobody tells when
  // it goes: its page tables must not be read.
  bool live = false;
  FlatMemory memory;
  std::vector<DiscardWindow> discards;
  std::optional<ForkWindow> fork;  // the space's mmap_lock admits one
};

}  // namespace cowmmu
