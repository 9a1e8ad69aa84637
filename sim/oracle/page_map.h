// SPDX-License-Identifier: Apache-2.0
// PageMap: bytes by page number, sparse; a page that is not there reads zero. Copies share their
// pages until one of them writes, so that copying a large space costs little.
#pragma once

#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <memory>

#include "base/types.h"

namespace cowmmu {

class PageMap {
 public:
  using Page = std::array<uint64_t, kPageBytes / 8>;
  using PagePtr = std::shared_ptr<const Page>;

  const Page* find(Vpn page) const;
  PagePtr share(Vpn page) const;  // nullptr: not there
  uint64_t read(Vpn page, size_t word) const;
  void write(Vpn page, size_t word, uint64_t value);
  // nullptr: a page of zeros, there from now on.
  void put(Vpn page, const PagePtr& bytes);
  void erase(Vpn first, uint64_t pages);
  void move(Vpn from, Vpn to, uint64_t pages);

  template <class Visit>
  void for_each(Visit visit) const {
    for (const auto& [number, chunk] : chunks_) {
      for (size_t k = 0; k < kChunk; ++k) {
        if ((*chunk)[k]) visit(Vpn(number * kChunk + k), *(*chunk)[k]);
      }
    }
  }

 private:
  static constexpr size_t kChunk = 512;
  using Chunk = std::array<std::shared_ptr<Page>, kChunk>;

  std::shared_ptr<Page>& own(Vpn page);
  static void own(std::shared_ptr<Chunk>& chunk);

  boost::unordered_flat_map<uint64_t, std::shared_ptr<Chunk>> chunks_;
};

constexpr size_t word_of(VirtAddr va) { return page_offset(va) / 8; }

}  // namespace cowmmu
