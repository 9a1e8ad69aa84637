// SPDX-License-Identifier: Apache-2.0
#include "oracle/page_map.h"

#include <utility>
#include <vector>

namespace cowmmu {

const PageMap::Page* PageMap::find(Vpn page) const {
  const auto chunk = chunks_.find(page.value / kChunk);
  return chunk == chunks_.end() ? nullptr : (*chunk->second)[page.value % kChunk].get();
}

PageMap::PagePtr PageMap::share(Vpn page) const {
  const auto chunk = chunks_.find(page.value / kChunk);
  return chunk == chunks_.end() ? nullptr : (*chunk->second)[page.value % kChunk];
}

uint64_t PageMap::read(Vpn page, size_t word) const {
  const Page* bytes = find(page);
  return bytes ? (*bytes)[word] : 0;
}

void PageMap::own(std::shared_ptr<Chunk>& chunk) {
  if (!chunk) {
    chunk = std::make_shared<Chunk>();
  } else if (chunk.use_count() > 1) {
    chunk = std::make_shared<Chunk>(*chunk);
  }
}

std::shared_ptr<PageMap::Page>& PageMap::own(Vpn page) {
  std::shared_ptr<Chunk>& chunk = chunks_[page.value / kChunk];
  own(chunk);
  return (*chunk)[page.value % kChunk];
}

void PageMap::write(Vpn page, size_t word, uint64_t value) {
  std::shared_ptr<Page>& bytes = own(page);
  if (!bytes) {
    bytes = std::make_shared<Page>();
  } else if (bytes.use_count() > 1) {
    bytes = std::make_shared<Page>(*bytes);
  }
  (*bytes)[word] = value;
}

void PageMap::put(Vpn page, const PagePtr& bytes) {
  own(page) = bytes ? std::make_shared<Page>(*bytes) : std::make_shared<Page>();
}

void PageMap::erase(Vpn first, uint64_t pages) {
  const uint64_t end = first.value + pages;
  boost::unordered::erase_if(chunks_, [&](auto& entry) {
    const uint64_t base = entry.first * kChunk;
    if (base >= end || base + kChunk <= first.value) return false;
    if (base >= first.value && base + kChunk <= end) return true;
    own(entry.second);
    for (size_t k = 0; k < kChunk; ++k) {
      if (base + k >= first.value && base + k < end) (*entry.second)[k].reset();
    }
    return false;
  });
}

void PageMap::move(Vpn from, Vpn to, uint64_t pages) {
  std::vector<std::pair<Vpn, std::shared_ptr<Page>>> taken;
  for (const auto& [number, chunk] : chunks_) {
    for (size_t k = 0; k < kChunk; ++k) {
      const uint64_t at = number * kChunk + k - from.value;  // wraps below `from`
      if (at < pages && (*chunk)[k]) taken.emplace_back(Vpn(to.value + at), (*chunk)[k]);
    }
  }
  erase(from, pages);
  erase(to, pages);
  for (auto& [page, bytes] : taken) own(page) = std::move(bytes);
}

}  // namespace cowmmu
