// SPDX-License-Identifier: Apache-2.0
// FrameAllocator: physical frames for user pages, files and page tables. A buddy allocator
// (frame_zone.h) with a cache a hart before it (hart_cache.h), all of it in simulated memory.
//
// Cost of allocate, order 0: os.cost.alloc + os.cost.charge; cache pop 2 loads, 1 store and its
// lock; 2 stores into the frame's descriptor. Every 32nd on fresh memory also refills under the
// zone's lock: empty pop (1 load), mask 1 load, untouched memory 1 load and 1 store, 31 descriptor
// stores, cache 1 load and 1 store.
// Cost of free: os.cost.free + os.cost.charge; 1 load of the descriptor; cache push 1 load, 2
// stores and its lock. A full cache (os.memory.hart_cache) first gives half of its frames
// back under the zone's lock.
//
// Order of locks: zone, then a hart's cache; a hart that finds its cache empty lets go of it before
// it takes the zone's lock. Frames change between cache and zone only under both locks, so an
// allocation fails only when no frame is free anywhere.
#pragma once

#include <optional>

#include "os/frame_limits.h"
#include "os/frame_usage.h"
#include "os/hart_cache.h"
#include "os/observer.h"
#include "os/os_counters.h"

namespace cowmmu {

class FrameAllocator {
 public:
  // seed: of the order of scattered frames (os.memory.aged).
  FrameAllocator(const PhysicalLayout& layout, const OsParams& params, uint64_t harts,
                 uint64_t seed, IOsObserver& observer, OsCounters& counters);

  // 2^order frames. Their contents are undefined. Counts begin as one reference, for kUser as one
  // mapping of an exclusive page.
  std::optional<Ppn> allocate(ICpu& cpu, FrameUse use, unsigned order = 0);
  // A frame without references; an order is that of its allocation.
  void free(ICpu& cpu, Ppn frame);
  // From here so many frames are left for everything; a frame freed later adds one.
  void set_leave(ICpu& cpu, uint64_t frames) { limits_.set_leave(cpu, frames); }

  FrameTotals totals() const { return usage_.totals(); }
  const PhysicalLayout& layout() const { return layout_; }
  const PageDescriptors& descriptors() const { return descriptors_; }

  // Audit: calls visit(Ppn) for each frame that is in use; through a cpu that takes no time.
  template <class Visit>
  void for_each_in_use(ICpu& untimed, Visit visit) const {
    for (uint64_t n = 0, end = zone_.scattered_taken(untimed); n < end; ++n) {
      visit_if_in_use(untimed, zone_.scattered_frame(n), visit);
    }
    const uint64_t end = zone_.untouched(untimed).value;
    for (uint64_t n = layout_.frames_first.value + scattered_; n < end; ++n) {
      visit_if_in_use(untimed, Ppn(n), visit);
    }
  }

 private:
  std::optional<Ppn> take_one(ICpu& cpu);
  std::optional<Ppn> refill(ICpu& cpu);
  std::optional<Ppn> take_block(ICpu& cpu, unsigned order);
  void give_block(ICpu& cpu, Ppn frame, unsigned order);

  template <class Visit>
  void visit_if_in_use(ICpu& untimed, Ppn frame, Visit& visit) const {
    if (in_use(descriptors_.frame(untimed, frame).state)) visit(frame);
  }

  const PhysicalLayout layout_;
  const CostParams& cost_;
  uint64_t charge_;
  uint64_t scattered_;
  PageDescriptors descriptors_;
  FrameZone zone_;
  HartCaches caches_;
  FrameLimits limits_;
  FrameUsage usage_;
  IOsObserver& observer_;
  OsCounters& counters_;
};

}  // namespace cowmmu
