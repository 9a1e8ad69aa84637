// SPDX-License-Identifier: Apache-2.0
// FlatOracle: memory as a program may think of it: bytes per address space, no TLB, no sharing, no
// time. It is told of each access where it performs; a load must return the last store performed
// before it. Where accesses race fork or discard it allows what docs/architecture.md allows, then
// adopts what the page tables show.
// Tests: tests/sim/oracle/.
#pragma once

#include "oracle/flat_space.h"
#include "oracle/reports.h"
#include "oracle/table_walk.h"
#include "os/observer.h"

namespace cowmmu {

class FlatOracle {
 public:
  FlatOracle(const FrameStore& frames, Reports& reports) : frames_(frames), reports_(reports) {}

  // By translation, by a user or by the kernel.
  void load(const Witness& by, const AddressSpace& space, VirtAddr va, uint64_t value);
  void store(const AddressSpace& space, VirtAddr va, uint64_t value);
  // Through a pin: whoever has the frame mapped sees the store; the owner perhaps not.
  void pin_load(const Witness& by, const AddressSpace& space, VirtAddr va, uint64_t value,
                Ppn frame);
  void pin_store(const AddressSpace& space, VirtAddr va, uint64_t value, Ppn frame);

  void created(const AddressSpace& space) { spaces_[&space] = {}; }
  void mapped(const AddressSpace& space, Vpn first, uint64_t pages, const ObjectMapping& mapping);
  void moved(const AddressSpace& space, Vpn from, Vpn to, uint64_t pages);
  // A private page of a file becomes the space's own copy; one at a time a hart.
  void file_copy_begin(const Witness& by, const AddressSpace& space, Vpn page);
  void file_copy_end(const Witness& by, const AddressSpace& space, Vpn page, Ppn copy);
  void revoke_begin(const AddressSpace& space, Vpn first, uint64_t pages, Revoke why);
  void revoke_end(const Witness& by, const AddressSpace& space, Vpn first, uint64_t pages,
                  Revoke why);
  void fork_begin(const AddressSpace& parent);
  void fork_end(const Witness& by, const AddressSpace& parent, const AddressSpace* child);
  // Holds every private page against the page tables, then forgets the space.
  void ending(const Witness& by, const AddressSpace& space);
  void verify(const Witness& by, const AddressSpace& space);

  uint64_t loads() const { return loads_; }

 private:
  uint64_t read(const FlatMemory& memory, VirtAddr va) const;
  // What the page shows without a page of its own: the object's, or zero.
  uint64_t read_fresh(const FlatMemory& memory, VirtAddr va) const;
  void write(FlatMemory& memory, VirtAddr va, uint64_t value);
  void write_object(uint64_t object, Vpn page, VirtAddr va, uint64_t value);
  void unshare(FlatMemory& memory, Vpn page);
  bool may_load(const FlatSpace& flat, VirtAddr va, uint64_t value) const;
  void close_discard(const Witness& by, const AddressSpace& space, const DiscardWindow& window);
  void store_everywhere(Ppn frame, VirtAddr in_page, uint64_t value);
  void check_page(const Witness& by, const AddressSpace& space, Vpn page,
                  const PageMap::Page& expected);
  std::optional<uint64_t> shown(const AddressSpace& space, VirtAddr va) const;
  void wrong(const Witness& by, VirtAddr va, uint64_t expected, uint64_t got, const char* what);

  const FrameStore& frames_;
  Reports& reports_;
  std::map<const AddressSpace*, FlatSpace> spaces_;
  std::map<uint64_t, PageMap> objects_;
  std::map<HartId, FileCopyWindow> file_copies_;
  uint64_t loads_ = 0;
};

}  // namespace cowmmu
