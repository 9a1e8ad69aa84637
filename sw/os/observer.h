// SPDX-License-Identifier: Apache-2.0
// IOsObserver: what the OS tells an oracle, a timeline or a test. Observing takes no simulated time
// and changes nothing. Calls come in simulated order a hart; each names the hart through `cpu`.
#pragma once

#include "base/pte.h"
#include "os/cpu.h"
#include "os/shootdown/i_shootdown_policy.h"
#include "os/syscall.h"

namespace cowmmu {

struct AddressSpace;
enum class FaultKind : uint8_t {
  kCowCopy,
  kCowReuse,
  kZeroFill,
  kFileCopy,
  kReadZero,
  kTableCopy,
  kSpurious,
  kAccessedDirty,
  kSegv
};
enum class Revoke : uint8_t { kUnmap, kProtect, kDiscard, kMove };

class IOsObserver {
 public:
  virtual ~IOsObserver() = default;
  // A PTE of `space` was written by the kernel (at the moment its bytes changed). level 0: 4 KiB.
  virtual void pte_changed(ICpu&, const AddressSpace&, VirtAddr, unsigned /*level*/, Pte /*before*/,
                           Pte /*after*/) {}
  // Every hart has fenced and acknowledged what the request names.
  virtual void invalidated(ICpu&, const AddressSpace&, const FlushRequest&) {}
  virtual void frame_freed(ICpu&, Ppn) {}  // before it can be allocated again
  virtual void table_freed(ICpu&, Ppn) {}  // a page-table page, likewise
  // New private or shared pages read zero from here (mmap, brk, exec's empty space).
  virtual void mapped(ICpu&, const AddressSpace&, Vpn /*first*/, uint64_t /*pages*/,
                      bool /*shared*/, uint64_t /*object id: file or shared object, 0 anonymous*/,
                      uint64_t /*page offset in the object*/) {}
  // Access to these pages is taken away: between begin and end an access may see old or new.
  virtual void revoke_begin(ICpu&, const AddressSpace&, Vpn, uint64_t /*pages*/, Revoke) {}
  virtual void revoke_end(ICpu&, const AddressSpace&, Vpn, uint64_t /*pages*/, Revoke) {}
  // mremap: what stood at `from` stands at `to` (between begin and end of the revoke of `from`).
  virtual void moved(ICpu&, const AddressSpace&, Vpn /*from*/, Vpn /*to*/, uint64_t /*pages*/) {}
  virtual void fork_begin(ICpu&, const AddressSpace& /*parent*/) {}
  virtual void fork_end(ICpu&, const AddressSpace& /*parent*/, const AddressSpace* /*child*/) {}
  virtual void space_created(ICpu&, const AddressSpace&) {}
  // A space that never became a process's image (a fork or exec that failed): forget it.
  virtual void space_discarded(ICpu&, const AddressSpace&) {}
  // Just before exec or exit takes the image down: all its other threads have ended.
  virtual void space_ending(ICpu&, const AddressSpace&) {}
  virtual void switched(ICpu&, const AddressSpace* /*nullptr: none*/) {}
  // The kernel stored into or loaded from user memory: 8 aligned bytes at `va`; by translation
  // (kwrite, K records) or through a pin (poke, peek; then `va` is where it was pinned).
  virtual void kernel_store(ICpu&, const AddressSpace&, VirtAddr, uint64_t /*value*/, Ppn /*frame*/,
                            bool /*through_pin*/) {}
  virtual void kernel_load(ICpu&, const AddressSpace&, VirtAddr, uint64_t /*value*/, Ppn,
                           bool /*through_pin*/) {}
  // A file's page is copied for a private mapping, for a fault or for a pin. What others store into
  // the file meanwhile may be in the copy or not; after the end, stores are the space's own.
  virtual void file_copy_begin(ICpu&, const AddressSpace&, VirtAddr) {}
  virtual void file_copy_end(ICpu&, const AddressSpace&, VirtAddr, Ppn /*copy*/) {}
  virtual void fault(ICpu&, const AddressSpace&, VirtAddr, FaultKind) {}
  // For the timeline and for tests. The first three: what the statistics count, when they do.
  virtual void fault_counted(ICpu&, VirtAddr, FaultKind) {}
  virtual void forked(ICpu&, Pid /*child*/) {}  // vfork, too
  virtual void ended(ICpu&, Pid, bool /*killed*/) {}
  virtual void frames_in_use(ICpu&, int64_t /*change*/) {}
  virtual void syscall(ICpu&, uint32_t /*number*/) {}
  // A shootdown with other harts, from its first step to its last acknowledgement.
  virtual void shootdown_begin(ICpu&, uint64_t /*targets*/) {}
  virtual void shootdown_end(ICpu&) {}
  // This hart has done what the initiator's request asks, and is about to say so.
  virtual void acknowledged(ICpu&, HartId /*initiator*/) {}
  // The measured part begins: counters and ledgers have restarted from 0.
  virtual void measured(ICpu&) {}
  virtual void killed(ICpu&, Pid, KillReason, VirtAddr) {}
};

}  // namespace cowmmu
