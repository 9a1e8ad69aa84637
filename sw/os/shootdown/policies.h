// SPDX-License-Identifier: Apache-2.0
// The shootdown policies by name: each stands in a file of its own; registry.cpp names them.
#pragma once

#include "os/kernel_arena.h"
#include "os/mutants.h"
#include "os/observer.h"
#include "os/os_counters.h"
#include "os/shootdown/i_shootdown_policy.h"
#include "params/params.h"

namespace cowmmu {

struct ShootdownServices {
  const OsParams& params;
  uint64_t harts;
  KernelArena& arena;
  IOsObserver& observer;
  OsCounters& counters;
  const OsMutants* mutants = nullptr;  // tests only
};

// os.shootdown. A name that is not built is a broken invariant: parameters are checked before.
std::unique_ptr<IShootdownPolicy> make_shootdown(const ShootdownServices& services);
std::vector<std::string> shootdown_names();

std::unique_ptr<IShootdownPolicy> make_ipi_all(const ShootdownServices& services);
std::unique_ptr<IShootdownPolicy> make_broadcast(const ShootdownServices& services);
std::unique_ptr<IShootdownPolicy> make_ipi_mask(const ShootdownServices& services);

}  // namespace cowmmu
