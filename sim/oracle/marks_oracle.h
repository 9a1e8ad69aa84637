// SPDX-License-Identifier: Apache-2.0
// MarksOracle: A and D are never lost. A page that was accessed through its PTE has A there, one
// that was stored to has D, as long as the PTE maps that frame; software that clears them does so
// by an update that saw them (privileged spec, "Addressing and memory protection": hardware sets
// them atomically, so must software change what it may race with).
// Tests: tests/sim/oracle/marks_test.cpp.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <map>

#include "oracle/reports.h"
#include "oracle/table_walk.h"
#include "oracle/user_access.h"

namespace cowmmu {

class MarksOracle {
 public:
  MarksOracle(const FrameStore& frames, Reports& reports) : frames_(frames), reports_(reports) {}

  void access(const AddressSpace& space, const UserAccess& access);
  // `before` is what software believes that it replaced.
  void pte_changed(const Witness& by, const AddressSpace& space, VirtAddr va, const Leaf& before,
                   Pte after);
  void ending(const AddressSpace& space) { spaces_.erase(&space); }
  // At the end of the run: a space that still lives.
  void verify(const Witness& by, const AddressSpace& space);

 private:
  struct Marks {
    Ppn frame{};
    uint64_t bits = 0;  // of Pte::kA | Pte::kD
  };
  using Pages = boost::unordered_flat_map<Vpn, Marks, std::hash<Vpn>>;

  void judge(const Witness& by, Vpn page, const Marks& marks, const Leaf& leaf);

  const FrameStore& frames_;
  Reports& reports_;
  std::map<const AddressSpace*, Pages> spaces_;
};

}  // namespace cowmmu
