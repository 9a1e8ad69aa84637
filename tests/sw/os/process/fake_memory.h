// SPDX-License-Identifier: Apache-2.0
// A MemoryManager without memory (fake_memory.cpp defines its functions): spaces are created,
// forked and destroyed. Every destruction checks that no hart has the space loaded, then shoots it
// down as the real one does. A fault is a segv. The services' observer must be the FakeMemory.
#pragma once

#include "bench.h"
#include "os/memory_manager.h"

namespace cowmmu::test {

struct FakeMemory : IOsObserver {
  FakeMemory(FakeMachine& m, const OsParams& p) : machine(m), params(p) {}

  FakeMachine& machine;
  const OsParams& params;
  bool refuse_fork = false, refuse_create = false;
  uint64_t created = 0, destroyed = 0, live = 0;
  std::vector<Pid> kills;
  std::vector<std::pair<Pid, uint64_t>> ended;  // owner and image of what was destroyed
  std::map<uint64_t, Asid> loaded;              // by hart: what it switched to last

  bool is_loaded(Ppn root) const {
    for (uint64_t h = 0; h < machine.harts(); ++h) {
      if (machine.cpu(h).satp().root == root) return true;
    }
    return false;
  }
  void killed(ICpu&, Pid pid, KillReason, VirtAddr) override { kills.push_back(pid); }
};

}  // namespace cowmmu::test
