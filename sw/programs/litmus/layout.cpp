// SPDX-License-Identifier: Apache-2.0
#include "programs/litmus/layout.h"

#include <algorithm>

#include "os/syscall.h"

namespace cowmmu::litmus {
namespace {

constexpr uint64_t kHugeBytes = kPageBytes * kPtesPerTable;
// Nothing is placed below, so that small addresses stay errors (Linux's vm.mmap_min_addr).
constexpr uint64_t kLowest = 64ULL * 1024;

uint64_t bytes_of(const Region& region) { return region.pages * kPageBytes; }

uint64_t aligned(const Region& region, uint64_t address) {
  const uint64_t unit = region.huge ? kHugeBytes : kPageBytes;
  return (address + unit - 1) / unit * unit;
}

}  // namespace

AddressLayout::AddressLayout(const LitmusTest& test, VirtAddr user_end)
    : regions_(test.regions), user_end_(user_end.value), next_(kMmapBase) {
  bases_.reserve(regions_.size());
  for (RegionId id = 0; id < regions_.size(); ++id) bases_.push_back(place(id));
}

VirtAddr AddressLayout::address(const PageRange& range, uint64_t page, uint64_t offset) const {
  const VirtAddr base = bases_[range.region].value_or(VirtAddr(kMmapBase));
  return base + VirtAddr(page * kPageBytes + offset);
}

uint64_t AddressLayout::end_of(RegionId id) const {
  return bases_[id].value_or(VirtAddr(0)).value + bytes_of(regions_[id]);
}

bool AddressLayout::grows_in_place(RegionId id) const {
  const Region& region = regions_[id];
  if (!region.grown_from || !bases_[*region.grown_from]) return false;
  const RegionId from = *region.grown_from;
  if (region.pages <= regions_[from].pages) return true;  // it had shrunk before
  return end_of(from) == next_ && user_end_ - bases_[from]->value >= bytes_of(region);
}

std::optional<VirtAddr> AddressLayout::place(RegionId id) {
  const Region& region = regions_[id];
  if (region.heap) return VirtAddr(kHeapBase);
  if (grows_in_place(id)) {
    const VirtAddr base = *bases_[*region.grown_from];
    next_ = std::max(next_, base.value + bytes_of(region));
    return base;
  }
  const uint64_t from = aligned(region, next_);
  if (from > user_end_ || user_end_ - from < bytes_of(region)) return reuse(region);
  next_ = from + bytes_of(region);
  return VirtAddr(from);
}

std::optional<VirtAddr> AddressLayout::reuse(const Region& region) const {
  std::vector<uint64_t> candidates = {aligned(region, kLowest)};
  for (RegionId other : region.beside) candidates.push_back(aligned(region, end_of(other)));
  std::sort(candidates.begin(), candidates.end());
  for (uint64_t from : candidates) {
    if (is_free(region, from)) return VirtAddr(from);
  }
  return std::nullopt;
}

bool AddressLayout::is_free(const Region& region, uint64_t from) const {
  if (from > user_end_ || user_end_ - from < bytes_of(region)) return false;
  return std::none_of(region.beside.begin(), region.beside.end(), [&](RegionId other) {
    return bases_[other] && from < end_of(other) && bases_[other]->value < from + bytes_of(region);
  });
}

}  // namespace cowmmu::litmus
