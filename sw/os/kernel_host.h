// SPDX-License-Identifier: Apache-2.0
// IKernelHost: what the kernel tells the world around the simulated machine. Each call comes right
// after ICpu::synchronise(), so host state may be touched in simulated order; it takes no time.
#pragma once

#include <optional>
#include <vector>

#include "os/cpu.h"
#include "os/syscall.h"

namespace cowmmu {

// A thread has ended, and with it the process if `process_ended`: its address space is gone (or
// given back to a vfork's parent), its frames are free. Threads that end because their process does
// are not reported one by one: `thread` is the one that ended the process.
struct EndReport {
  Pid process{};
  Tid thread{};
  bool process_ended = false;
  uint64_t status = 0;
  std::optional<KillReason> killed = std::nullopt;
  VirtAddr va{};  // killed: the address of the access
};

class IKernelHost {
 public:
  virtual ~IKernelHost() = default;
  // kMark: the measured part begins.
  virtual void mark(ICpu& cpu) = 0;
  // Returns the threads to unpark, for a conductor that waits for the end.
  virtual std::vector<Tid> ended(ICpu& cpu, const EndReport& report) = 0;
  // The last process has ended: nothing will run any more.
  virtual void all_processes_ended(ICpu& cpu) = 0;
};

}  // namespace cowmmu
