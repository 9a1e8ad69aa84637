// SPDX-License-Identifier: Apache-2.0
// StaleOracle: watches for the use of a translation after its invalidation completed, and for a
// frame or table that is freed while a TLB, walk cache or copy engine holds it (an entry that no
// ASID leads to before the hart's next full fence, after a rollover, does not count). A user access
// must be permitted by a leaf PTE of its page: by the one last written; by an older one whose
// invalidation has not completed; or by the one that memory holds now (hardware sets A and D by
// itself). A and D are not judged: a TLB may know more of them than memory did. Tests:
// tests/sim/oracle/.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "mmu/i_mmu.h"
#include "oracle/reports.h"
#include "oracle/table_walk.h"
#include "oracle/user_access.h"
#include "os/shootdown/i_shootdown_policy.h"

namespace cowmmu {

class StaleOracle {
 public:
  // The only ASID under which a hart can reach what it holds; nullopt: any.
  using OnlyReachable = std::function<std::optional<Asid>(HartId)>;
  // Whether a device's queue still names the frame.
  using Queued = std::function<bool(Ppn)>;

  StaleOracle(const FrameStore& frames, Reports& reports, OnlyReachable only)
      : frames_(frames), reports_(reports), only_(std::move(only)) {}
  void watch(const IMmu& mmu) { mmus_.push_back(&mmu); }  // in hart order

  void watch_queue(Queued queued) { queued_ = std::move(queued); }

  void access(const Witness& by, const AddressSpace& space, const UserAccess& access);
  void created(const AddressSpace& space) { spaces_[&space] = {}; }
  void pte_changed(const AddressSpace& space, VirtAddr va, const Leaf& before, Pte after);
  void invalidated(const AddressSpace& space, const FlushRequest& request);
  // What is taken down from here on, nobody can use; its shootdown need not name pages.
  void ending(const AddressSpace& space) { spaces_.erase(&space); }
  // A frame that held user data, or a table. `by` names who frees it.
  void freed(const Witness& by, Ppn frame, const char* what);

  uint64_t stale() const { return stale_; }

 private:
  struct Key {
    Vpn first{};
    unsigned level = 0;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    size_t operator()(const Key& k) const {
      return std::hash<Vpn>{}(Vpn(k.first.value ^ (static_cast<uint64_t>(k.level) << 60)));
    }
  };
  struct SpaceLeaves {
    boost::unordered_flat_map<Key, Pte, KeyHash> current;
    boost::unordered_flat_map<Key, std::vector<Pte>, KeyHash> older;  // not yet invalidated
    unsigned levels = 0;                                              // that have had leaves
  };

  static Key key_of(VirtAddr va, unsigned level);
  static bool permits(const Leaf& leaf, const UserAccess& access);
  static bool permits(const SpaceLeaves& leaves, unsigned level, const UserAccess& access);
  static void forget(SpaceLeaves& leaves, const FlushRange& range);

  const FrameStore& frames_;
  std::vector<const IMmu*> mmus_;
  Reports& reports_;
  OnlyReachable only_;
  Queued queued_ = [](Ppn) { return false; };
  std::map<const AddressSpace*, SpaceLeaves> spaces_;
  uint64_t stale_ = 0;
};

}  // namespace cowmmu
