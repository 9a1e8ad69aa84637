// SPDX-License-Identifier: Apache-2.0
#include "dram/page_slab.h"

#include <sys/mman.h>

#include <cstring>
#include <new>

namespace cowmmu {

PageSlab::~PageSlab() {
  for (std::byte* chunk : chunks_) munmap(chunk, kChunkBytes);
}

PageSlab::Index PageSlab::take() {
  if (free_.empty()) return first_use();
  const Index page = free_.back();
  free_.pop_back();
  references_[page] = 1;
  return page;
}

PageSlab::Index PageSlab::take_zeroed() {
  if (free_.empty()) return first_use();
  const Index page = take();
  std::memset(data(page), 0, kPageBytes);
  return page;
}

void PageSlab::drop(Index page) {
  if (--references_[page] == 0) free_.push_back(page);
}

// The host gives memory only to what is touched, and gives it zeroed.
PageSlab::Index PageSlab::first_use() {
  const size_t page = references_.size();
  if (page == chunks_.size() * kPagesPerChunk) {
    void* chunk =
        mmap(nullptr, kChunkBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (chunk == MAP_FAILED) throw std::bad_alloc();
    madvise(chunk, kChunkBytes, MADV_HUGEPAGE);  // fewer host page faults; a hint only
    chunks_.push_back(static_cast<std::byte*>(chunk));
  }
  references_.push_back(1);
  return static_cast<Index>(page);
}

}  // namespace cowmmu
