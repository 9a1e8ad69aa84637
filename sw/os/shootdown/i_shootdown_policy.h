// SPDX-License-Identifier: Apache-2.0
// A shootdown policy makes sure that no hart uses a translation any more that the caller has just
// taken out of (or weakened in) the page table. One policy a file; registry.cpp names them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/types.h"
#include "os/cpu.h"

namespace cowmmu {

struct AddressSpace;

// What was changed. `leaves` are PTEs that were valid before: first page and number of PTEs, each
// `pages_per_pte` pages apart (a 64 KiB NAPOT region is 16 PTEs of one page). `tables` says that a
// non-leaf PTE was changed or a table is about to be freed: address fences do not suffice then.
struct FlushRange {
  Vpn first{};
  uint64_t ptes = 1;
  uint64_t pages_per_pte = 1;
};
struct FlushRequest {
  std::vector<FlushRange> leaves;
  bool tables = false;
  bool free_of_cost = false;  // os.cost.fork_flush = free: the effect without its own time
  uint64_t ptes() const {
    uint64_t n = 0;
    for (const auto& r : leaves) n += r.ptes;
    return n;
  }
  bool empty() const { return leaves.empty() && !tables; }
};

class IShootdownPolicy {
 public:
  virtual ~IShootdownPolicy() = default;
  // Fences this hart and every other that may hold a translation of `space`; returns after the
  // last acknowledgement. Ranges beyond os.flush_ceiling PTEs flush the ASID whole. IPIs from
  // other harts are served meanwhile. Phases: kShootdownSend, kShootdownWait.
  virtual void flush(ICpu& cpu, AddressSpace& space, const FlushRequest& request) = 0;
  // The receiving side of the policy's IPI (interrupts off, phase kShootdownServe): fence, then
  // acknowledge.
  virtual void serve(ICpu& cpu) = 0;
};

}  // namespace cowmmu
