// SPDX-License-Identifier: Apache-2.0
#include "dram/frame_store.h"

#include <algorithm>
#include <bit>
#include <string>

#include "base/check.h"

namespace cowmmu {

static_assert(std::endian::native == std::endian::little, "frames hold RISC-V's byte order");

namespace {
alignas(kPageBytes) constexpr std::array<std::byte, kPageBytes> kZeroPage{};

Ppn frame_of(LineAddr line) { return ppn_of(addr_of(line)); }
size_t offset_in_frame(LineAddr line) { return page_offset(addr_of(line)); }
}  // namespace

FrameStore::FrameStore(PhysAddr base, uint64_t bytes) : base_(base), bytes_(bytes) {
  COWMMU_CHECK((base.value | bytes) % kPageBytes == 0, "memory range not in whole pages");
}

void FrameStore::check_contains(Ppn ppn) const {
  COWMMU_CHECK(contains(addr_of(ppn)), "no memory behind frame " + std::to_string(ppn.value));
}

void FrameStore::forget(Ppn ppn) const {
  Recent& r = recent(ppn);
  if (r.tag == ppn.value) r = Recent{};
}

const std::byte* FrameStore::find_for_read(Ppn ppn) const {
  check_contains(ppn);
  Recent& r = recent(ppn);
  const auto page = pages_.find(ppn);
  r = {ppn.value, page ? slab_.data(*page) : kZeroPage.data(), nullptr};
  return r.frame;
}

std::byte* FrameStore::find_for_write(Ppn ppn) {
  check_contains(ppn);
  std::byte* data = slab_.data(own_page(ppn));
  recent(ppn) = {ppn.value, data, data};
  return data;
}

// A host page that only this frame shows: made from zero, or split off from the other sharers.
PageSlab::Index FrameStore::own_page(Ppn ppn) {
  const auto old = pages_.find(ppn);
  if (old && !slab_.shared(*old)) return *old;
  const PageSlab::Index fresh = old ? slab_.take() : slab_.take_zeroed();
  if (old) {
    std::memcpy(slab_.data(fresh), slab_.data(*old), kPageBytes);
    slab_.drop(*old);
  }
  pages_.set(ppn, fresh);
  peak_pages_ = std::max(peak_pages_, slab_.pages_in_use());
  return fresh;
}

void FrameStore::copy_frame(Ppn dst, Ppn src) {
  check_contains(dst);
  check_contains(src);
  const auto page = pages_.find(src);
  if (!page) return zero_frame(dst);
  slab_.add_reference(*page);  // before the drop: dst may already show this very page
  if (const auto before = pages_.set(dst, *page)) slab_.drop(*before);
  forget(dst);
  forget(src);  // no longer writable in place
}

void FrameStore::zero_frame(Ppn ppn) {
  check_contains(ppn);
  const auto page = pages_.clear(ppn);
  if (!page) return;
  slab_.drop(*page);
  forget(ppn);
}

void FrameStore::copy_line(LineAddr dst, LineAddr src) {
  if (is_zero_backed(frame_of(src))) return zero_line(dst);
  check_contains(frame_of(src));
  std::array<std::byte, kLineBytes> line;
  const std::byte* from = slab_.data(*pages_.find(frame_of(src))) + offset_in_frame(src);
  std::memcpy(line.data(), from, kLineBytes);
  std::memcpy(find_for_write(frame_of(dst)) + offset_in_frame(dst), line.data(), kLineBytes);
}

void FrameStore::zero_line(LineAddr line) {
  check_contains(frame_of(line));
  if (is_zero_backed(frame_of(line))) return;
  std::memset(find_for_write(frame_of(line)) + offset_in_frame(line), 0, kLineBytes);
}

bool FrameStore::same_backing(Ppn a, Ppn b) const { return pages_.find(a) == pages_.find(b); }

std::span<const std::byte, kPageBytes> FrameStore::frame(Ppn ppn) const {
  check_contains(ppn);
  const Recent& r = recent(ppn);
  const std::byte* data = r.tag == ppn.value ? r.frame : find_for_read(ppn);
  return std::span<const std::byte, kPageBytes>(data, kPageBytes);
}

}  // namespace cowmmu
