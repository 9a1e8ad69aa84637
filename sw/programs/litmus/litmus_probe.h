// SPDX-License-Identifier: Apache-2.0
// ILitmusProbe: what an expectation asks of the machine. sim/ implements it over the kernel.
// Every call comes in simulated order (after Sys::kOrdered, or when an end is reported), takes no
// simulated time and, leave_frames apart, changes nothing.
#pragma once

#include <cstdint>

#include "base/program.h"
#include "base/types.h"
#include "programs/litmus/ast.h"

namespace cowmmu::litmus {

// What a load from a page would be served from, now.
struct PageView {
  enum class Kind : uint8_t {
    kUnmapped,  // no mapping there, or no such process
    kZeroPage,  // an untouched private anonymous page, or one that maps the shared zero page
    kAbsent,    // a file's or shared object's page that has no frame yet
    kFrame,
  };
  Kind kind = Kind::kUnmapped;
  // kFrame: the frame's number, the same for two pages behind which one frame stands. kAbsent: a
  // number of the object's page, the same for two mappings of it. Otherwise 0.
  uint64_t identity = 0;
  // kFrame: page-table entries that map the frame, plus pins on it; the own hold of a file or
  // shared object does not count. A mapping of an object's page whose frame exists but which has no
  // page-table entry yet is kFrame, too, and adds nothing here.
  uint64_t refs = 0;
};

class ILitmusProbe {
 public:
  virtual ~ILitmusProbe() = default;

  // Counters run from the start of the test. Same-named counters mean the same in statistics.
  //   copies      4 KiB pages copied for any reason, at fork too (a 2 MiB page copied whole is
  //   512);
  //               page tables do not count, and replacing the zero page is a zero-fill
  //   zero_fills  faults that zero-filled (one a huge fault; a pin is no fault)
  //   reuses      faults that reused in place
  //   faults      all kinds together, A/D traps excluded
  //   shootdowns  invalidations with at least one remote hart
  //   forks       successful fork, vfork and spawn
  //   frames      user frames in use now
  //   leaked      frames in use that no live process, pin, file or shared object reaches, now
  //   stale       reports of the stale-translation oracle
  //   cycles      elapsed cycles of the machine
  //   ipis        shootdown messages sent by software to other harts
  virtual uint64_t counter(Counter counter) = 0;

  virtual PageView page(Pid process, VirtAddr va) = 0;

  // `leave N`: from here the allocator has N frames left for everything, tables included. Per-hart
  // caches hold some of the N, not more: an allocation fails only when no frame is free anywhere.
  virtual void leave_frames(uint64_t frames) = 0;

  // The process whose first thread runs this program object (asked for vforked children only).
  virtual Pid process_of(const IProgram& program) = 0;
};

}  // namespace cowmmu::litmus
