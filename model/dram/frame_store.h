// SPDX-License-Identifier: Apache-2.0
// FrameStore: the bytes of physical memory [base, base + bytes), without time. Frames that were
// copied whole share one host page until either is written; a frame never written takes no memory
// and reads as zero. An access outside the range is a broken invariant (COWMMU_CHECK): ask
// contains() first where the address comes from simulated software.
// Cost: read64 and write64 of the last few hundred frames touched are a tag compare and a move.
// Tests: tests/model/dram/.
#pragma once

#include <array>
#include <cstddef>
#include <cstring>
#include <span>

#include "base/frame_range.h"
#include "base/types.h"
#include "dram/frame_index.h"
#include "dram/page_slab.h"

namespace cowmmu {

class FrameStore {
 public:
  // Both in bytes and multiples of the page size; any size, up to the whole physical space.
  FrameStore(PhysAddr base, uint64_t bytes);

  bool contains(PhysAddr pa) const { return pa.value - base_.value < bytes_; }
  PhysAddr base() const { return base_; }
  uint64_t bytes() const { return bytes_; }
  FrameRange range() const { return {ppn_of(base_), ppn_of(PhysAddr(base_.value + bytes_))}; }

  // Naturally aligned 8 bytes, in the host's order (the host is little-endian, as RISC-V is).
  uint64_t read64(PhysAddr pa) const {
    const Recent& r = recent(ppn_of(pa));
    const std::byte* frame = r.tag == ppn_of(pa).value ? r.frame : find_for_read(ppn_of(pa));
    uint64_t value;
    std::memcpy(&value, frame + (page_offset(pa) & ~7ULL), sizeof value);
    return value;
  }
  void write64(PhysAddr pa, uint64_t value) {
    const Recent& r = recent(ppn_of(pa));
    const bool ready = r.tag == ppn_of(pa).value && r.writable != nullptr;
    std::byte* frame = ready ? r.writable : find_for_write(ppn_of(pa));
    std::memcpy(frame + (page_offset(pa) & ~7ULL), &value, sizeof value);
  }

  // The host may begin to fetch what a read64 of `pa` will want. Changes nothing.
  void prefetch(PhysAddr pa) const {
    const Recent& r = recent(ppn_of(pa));
    const std::byte* frame = r.tag == ppn_of(pa).value ? r.frame : find_for_read(ppn_of(pa));
    __builtin_prefetch(frame + page_offset(pa));
  }

  // dst shows src's bytes as they are now; later writes to either stay its own.
  void copy_frame(Ppn dst, Ppn src);
  void zero_frame(Ppn ppn);
  void copy_line(LineAddr dst, LineAddr src);
  void zero_line(LineAddr line);

  // No host page behind it: never written, or zeroed whole since.
  bool is_zero_backed(Ppn ppn) const { return !pages_.find(ppn); }
  // Both show the same host page (or both none): equal without looking at the bytes.
  bool same_backing(Ppn a, Ppn b) const;
  // Valid until the next call that changes any frame.
  std::span<const std::byte, kPageBytes> frame(Ppn ppn) const;

  struct HostUse {
    uint64_t frames = 0;      // frames with a host page behind them
    uint64_t host_pages = 0;  // host pages behind all of them together
    uint64_t peak_host_pages = 0;
  };
  HostUse host_use() const { return {pages_.size(), slab_.pages_in_use(), peak_pages_}; }

 private:
  // A frame looked up lately. `writable` is set only once written, while its host page is not
  // shared.
  struct Recent {
    uint64_t tag = ~0ULL;
    const std::byte* frame = nullptr;
    std::byte* writable = nullptr;
  };
  static constexpr size_t kRecent = 256;

  Recent& recent(Ppn ppn) const { return recent_[ppn.value % kRecent]; }
  void forget(Ppn ppn) const;
  void check_contains(Ppn ppn) const;
  const std::byte* find_for_read(Ppn ppn) const;
  std::byte* find_for_write(Ppn ppn);
  PageSlab::Index own_page(Ppn ppn);

  PhysAddr base_;
  uint64_t bytes_;
  PageSlab slab_;
  FrameIndex pages_;
  mutable std::array<Recent, kRecent> recent_{};
  uint64_t peak_pages_ = 0;
};

}  // namespace cowmmu
