// SPDX-License-Identifier: Apache-2.0
// System: a machine with the kernel on it and one program as its first process. One a process.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

#include "bind/kernel_binding.h"
#include "bind/untimed_user.h"
#include "machine/machine.h"
#include "os/kernel.h"
#include "os/physical_layout.h"
#include "os/shootdown/policies.h"
#include "twins/twins.h"

namespace cowmmu {

class System : private IKernelHost {
 public:
  struct Options {
    bool exact_step = false;
    IOsObserver* os_observer = nullptr;
    IAccessObserver* access_observer = nullptr;
    IMachineEvents* machine_events = nullptr;
    UntimedAccess untimed_access;        // user accesses before the machine runs
    RtlWaves rtl_waves;                  // of blocks that are RTL; empty: none
    const OsMutants* mutants = nullptr;  // tests only
    // Told of each end of a thread or process; returns threads to unpark.
    std::function<std::vector<Tid>(const EndReport&)> on_end;
  };
  // `memory` holds machine.dram.bytes from Machine::kMemoryBase.
  System(const Params& params, uint64_t seed, FrameStore& memory, Options options);
  ~System() override;

  // Boots and runs `init` until nothing is left to happen. Everything up to the program's kMark is
  // done without simulated time if `untimed_to_mark`.
  void run(std::unique_ptr<IProgram> init, bool untimed_to_mark);

  // After run(): cycles from the mark to the end. Ledgers are settled.
  Cycles cycles() const { return cycles_; }
  // Host time from the mark (or the start) to the end.
  std::chrono::duration<double> measured() const { return ended_at_ - marked_at_; }
  // Processes that never ended: every hart sleeps, and nothing can wake them.
  bool stuck() const { return !kernel_.finished(); }
  uint64_t leaked() { return memory_.leaked(untimed(), kernel_.spaces()); }

  Machine& machine() { return machine_; }
  const Kernel& kernel() const { return kernel_; }
  std::vector<const AddressSpace*> spaces() const { return kernel_.spaces(); }
  FrameAllocator& frames() { return frames_; }
  MemoryManager& memory() { return memory_; }
  OsCounters& counters() { return counters_; }
  const Params& params() const { return params_; }
  // Looks at simulated memory without time.
  ICpu& untimed() { return booted_.front(); }

 private:
  IOsObserver& observer() {
    return options_.os_observer != nullptr ? *options_.os_observer : nobody_;
  }
  void mark(ICpu& cpu) override;
  std::vector<Tid> ended(ICpu& cpu, const EndReport& report) override;
  void all_processes_ended(ICpu&) override {}

  Params params_;
  Options options_;
  IOsObserver nobody_;
  OsCounters counters_;
  PhysicalLayout layout_;
  KernelArena arena_;
  FrameAllocator frames_;
  std::unique_ptr<IShootdownPolicy> shootdown_;
  MemoryManager memory_;
  Kernel kernel_;
  KernelBinding binding_;
  Machine machine_;
  std::vector<UntimedCpu> booted_;
  bool timed_ = false;
  bool marked_ = false;
  Cycles cycles_{};
  std::chrono::steady_clock::time_point marked_at_{};
  std::chrono::steady_clock::time_point ended_at_{};
};

}  // namespace cowmmu
