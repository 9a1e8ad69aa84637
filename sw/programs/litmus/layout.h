// SPDX-License-Identifier: Apache-2.0
// AddressLayout: a virtual address for every region of a test, chosen before it runs, so that a
// name means the same address in every process and no unmapped page's address is used again.
#pragma once

#include <optional>
#include <vector>

#include "base/types.h"
#include "programs/litmus/ast.h"

namespace cowmmu::litmus {

class AddressLayout {
 public:
  // `user_end`: the first byte beyond the user half. Regions follow one another from kMmapBase; a
  // growing remap stays where it is if nothing was placed behind it. Only when the user half is
  // used up do regions share addresses, never with one that is mapped beside them.
  AddressLayout(const LitmusTest& test, VirtAddr user_end);

  // Empty where no room is left: the kernel is then asked to choose, and must refuse.
  std::optional<VirtAddr> base(RegionId region) const { return bases_[region]; }
  // The byte at `offset` of page `page` of the range's mapping.
  VirtAddr address(const PageRange& range, uint64_t page, uint64_t offset = 0) const;

 private:
  std::optional<VirtAddr> place(RegionId id);
  bool grows_in_place(RegionId id) const;
  std::optional<VirtAddr> reuse(const Region& region) const;
  bool is_free(const Region& region, uint64_t from) const;
  uint64_t end_of(RegionId id) const;

  const std::vector<Region>& regions_;
  uint64_t user_end_;
  uint64_t next_;  // where the next region goes
  std::vector<std::optional<VirtAddr>> bases_;
};

}  // namespace cowmmu::litmus
