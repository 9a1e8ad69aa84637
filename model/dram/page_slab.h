// SPDX-License-Identifier: Apache-2.0
// PageSlab: host pages of 4 KiB with reference counts, taken from big chunks of the host's own
// zeroed memory. Not simulated memory: FrameStore decides which frame shows which host page.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/types.h"

namespace cowmmu {

class PageSlab {
 public:
  using Index = uint32_t;  // a host page; stays valid while its reference count is above zero

  PageSlab() = default;
  ~PageSlab();
  PageSlab(const PageSlab&) = delete;
  PageSlab& operator=(const PageSlab&) = delete;

  // A page with one reference; its bytes are whatever its last user left.
  Index take();
  // The same, all zero. A page that was never used is so without being written.
  Index take_zeroed();
  void add_reference(Index page) { ++references_[page]; }
  // Keeps the page for later when this was the last reference.
  void drop(Index page);

  bool shared(Index page) const { return references_[page] > 1; }
  std::byte* data(Index page) const {
    return chunks_[page / kPagesPerChunk] + (page % kPagesPerChunk) * kPageBytes;
  }
  uint64_t pages_in_use() const { return references_.size() - free_.size(); }

 private:
  // 32 MiB, aligned so that the host may use its huge pages.
  static constexpr size_t kPagesPerChunk = 8192;
  static constexpr size_t kChunkBytes = kPagesPerChunk * kPageBytes;

  Index first_use();

  std::vector<std::byte*> chunks_;
  std::vector<uint32_t> references_;  // of the pages used so far: pages above were never touched
  std::vector<Index> free_;
};

}  // namespace cowmmu
