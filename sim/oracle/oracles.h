// SPDX-License-Identifier: Apache-2.0
// Oracles: the flat, the stale-translation and the A/D oracle behind the two observers that a run
// offers, and the images of its processes. Observing takes no time, changes nothing and never
// throws. Limits: a detached pin's loads are not compared.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "hart/trap_handler.h"
#include "oracle/flat_oracle.h"
#include "oracle/image_digest.h"
#include "oracle/marks_oracle.h"
#include "oracle/stale_oracle.h"
#include "os/observer.h"

namespace cowmmu {

struct ProcessImage {
  Pid process{};
  uint64_t image = 0;  // counts execs
  ImageDigest digest;
};

class Oracles : public IOsObserver, public IAccessObserver {
 public:
  // The address space that a hart's user code runs in; nullptr: none.
  using SpaceOf = std::function<const AddressSpace*(HartId)>;

  Oracles(const FrameStore& frames, SpaceOf space_of, StaleOracle::OnlyReachable only);
  // The harts' MMUs, in hart order, before the run.
  void watch(const IMmu& mmu) { stale_.watch(mmu); }
  void watch_queue(StaleOracle::Queued queued) { stale_.watch_queue(std::move(queued)); }

  // At the end of the run: spaces that still live (Kernel::spaces()) are checked and added.
  void finish(const std::vector<const AddressSpace*>& live);

  std::vector<std::string> reports() const { return reports_.lines(); }
  uint64_t loads() const { return flat_.loads(); }  // compared
  uint64_t stale() const { return stale_.stale(); }
  // In order of process, then image.
  std::vector<ProcessImage> images() const;

  void user_load(const Hart& hart, VirtAddr va, PhysAddr pa, uint64_t value) override;
  void user_store(const Hart& hart, VirtAddr va, PhysAddr pa, uint64_t value) override;
  void user_fetch(const Hart& hart, VirtAddr va, PhysAddr pa) override;
  // The same of a user that runs without a hart (warm-up): its accesses are its own, no TLB is
  // used.
  void plain_load(ICpu& cpu, const AddressSpace& space, VirtAddr va, uint64_t value);
  void plain_store(const AddressSpace& space, VirtAddr va, uint64_t value);

  void pte_changed(ICpu& cpu, const AddressSpace& space, VirtAddr va, unsigned level, Pte before,
                   Pte after) override;
  void invalidated(ICpu& cpu, const AddressSpace& space, const FlushRequest& request) override;
  void frame_freed(ICpu& cpu, Ppn frame) override;
  void table_freed(ICpu& cpu, Ppn frame) override;
  void mapped(ICpu& cpu, const AddressSpace& space, Vpn first, uint64_t pages, bool shared,
              uint64_t object, uint64_t object_page) override;
  void revoke_begin(ICpu& cpu, const AddressSpace& space, Vpn first, uint64_t pages,
                    Revoke why) override;
  void revoke_end(ICpu& cpu, const AddressSpace& space, Vpn first, uint64_t pages,
                  Revoke why) override;
  void moved(ICpu& cpu, const AddressSpace& space, Vpn from, Vpn to, uint64_t pages) override;
  void fork_begin(ICpu& cpu, const AddressSpace& parent) override;
  void fork_end(ICpu& cpu, const AddressSpace& parent, const AddressSpace* child) override;
  void space_created(ICpu& cpu, const AddressSpace& space) override;
  void space_ending(ICpu& cpu, const AddressSpace& space) override;
  void kernel_store(ICpu& cpu, const AddressSpace& space, VirtAddr va, uint64_t value, Ppn frame,
                    bool through_pin) override;
  void kernel_load(ICpu& cpu, const AddressSpace& space, VirtAddr va, uint64_t value, Ppn frame,
                   bool through_pin) override;
  void file_copy_begin(ICpu& cpu, const AddressSpace& space, VirtAddr va) override;
  void file_copy_end(ICpu& cpu, const AddressSpace& space, VirtAddr va, Ppn copy) override;

 private:
  void take_image(const AddressSpace& space);

  const FrameStore& frames_;
  SpaceOf space_of_;
  Reports reports_;
  FlatOracle flat_;
  StaleOracle stale_;
  MarksOracle marks_;
  std::vector<ProcessImage> images_;
};

}  // namespace cowmmu
