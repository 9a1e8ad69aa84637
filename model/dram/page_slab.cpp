// SPDX-License-Identifier: Apache-2.0
#include "dram/page_slab.h"

#include <new>

namespace cowmmu {

PageSlab::~PageSlab() {
  for (std::byte* chunk : chunks_) ::operator delete[](chunk, std::align_val_t(kPageBytes));
}

PageSlab::Index PageSlab::take() {
  if (free_.empty()) grow();
  const Index page = free_.back();
  free_.pop_back();
  references_[page] = 1;
  return page;
}

void PageSlab::drop(Index page) {
  if (--references_[page] == 0) free_.push_back(page);
}

void PageSlab::grow() {
  // operator new does not touch the bytes, so the host gives memory only to pages that are written.
  const size_t bytes = kPagesPerChunk * kPageBytes;
  void* chunk = ::operator new[](bytes, std::align_val_t(kPageBytes));
  chunks_.push_back(static_cast<std::byte*>(chunk));
  const size_t first = references_.size();
  references_.resize(first + kPagesPerChunk, 0);
  free_.reserve(references_.size());
  for (size_t i = kPagesPerChunk; i-- > 0;) free_.push_back(static_cast<Index>(first + i));
}

}  // namespace cowmmu
