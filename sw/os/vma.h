// SPDX-License-Identifier: Apache-2.0
// VmaTree: the mappings of one address space, by page number. Neighbours with equal attributes
// join.
//
// The intervals and their algebra are Boost ICL's. What a real kernel would touch in memory is
// modelled by a sorted array of nodes, one 64-byte line of the kernel arena each: a look-up is a
// bisection of that array, one timed load for each node it looks at, at most floor(log2 n) + 1.
// A change stores once to the line of each node that then overlaps the changed range, at least
// one; the caller spends os.cost.vma_op. Everything here is guarded by the space's mmap_lock.
#pragma once

#include <boost/icl/interval_map.hpp>
#include <boost/icl/right_open_interval.hpp>
#include <optional>
#include <vector>

#include "os/kernel_arena.h"

namespace cowmmu {

struct SharedObject;
enum class VmaKind : uint8_t { kAnonymous, kFile, kHeap, kStack };

struct Vma {
  uint64_t prot = 0;  // Prot bits
  bool shared = false;
  VmaKind kind = VmaKind::kAnonymous;
  SharedObject* object = nullptr;  // a file or shared memory; nullptr: private anonymous
  uint64_t object_bias = 0;        // page number in the object less page number here, mod 2^64
  bool dont_fork = false, wipe_on_fork = false;

  bool operator==(const Vma&) const = default;
  // ICL asks for a way to combine values; mappings replace each other.
  Vma& operator+=(const Vma& other) { return *this = other; }
  Vma& operator-=(const Vma& other) { return *this = other; }

  bool permits(uint64_t wanted) const { return (prot & wanted) == wanted; }
  uint64_t object_page(Vpn vpn) const { return vpn.value + object_bias; }
};

struct VmaRange {
  Vpn first{}, end{};  // [first, end)
  Vma vma;
  uint64_t pages() const { return end.value - first.value; }
};

class VmaTree {
 public:
  // The mapping that holds the page, whole.
  std::optional<VmaRange> find(ICpu& cpu, Vpn page) const;

  // Puts `vma` at [first, end) whatever was there.
  void set(ICpu& cpu, KernelArena& arena, const VmaRange& range);
  void erase(ICpu& cpu, KernelArena& arena, Vpn first, Vpn end);
  // All nodes go back to the arena.
  void clear(ICpu& cpu, KernelArena& arena);

  // The parts of mappings within [first, end), in order. Loads each node's line once.
  std::vector<VmaRange> within(ICpu& cpu, Vpn first, Vpn end) const;
  bool covers(Vpn first, Vpn end) const;
  // The lowest place of so many unmapped pages at or after `from`, below `end`.
  std::optional<Vpn> find_gap(uint64_t pages, Vpn from, Vpn end) const;
  // Nearest mapped pages around a hole: end of the mapping before `page`, start of the one at or
  // after it (0 and the highest page number without one).
  Vpn end_before(Vpn page) const;
  Vpn start_from(Vpn page) const;

  // For observers: no time.
  std::vector<VmaRange> all() const;
  size_t nodes() const { return lines_.size(); }

 private:
  using Interval = boost::icl::right_open_interval<uint64_t>;
  using Map =
      boost::icl::interval_map<uint64_t, Vma, boost::icl::partial_enricher, std::less,
                               boost::icl::inplace_plus, boost::icl::inter_section, Interval>;
  void reindex(ICpu& cpu, KernelArena& arena, Vpn first, Vpn end);

  Map map_;
  std::vector<VmaRange> nodes_;  // map_ again, as the sorted array
  std::vector<PhysAddr> lines_;  // of the k-th node
};

}  // namespace cowmmu
