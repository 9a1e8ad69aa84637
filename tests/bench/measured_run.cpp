// SPDX-License-Identifier: Apache-2.0
#include "measured_run.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <cstring>
#include <stdexcept>

#include "config/scenario.h"
#include "runner/pool.h"
#include "system/system.h"
#include "system/workload_program.h"

namespace cowmmu::bench {
namespace {

using HostClock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

class Stopwatch : public IOsObserver {
 public:
  void fork_begin(ICpu&, const AddressSpace&) override { fork_began_ = HostClock::now(); }
  void fork_end(ICpu&, const AddressSpace&, const AddressSpace*) override {
    forks_ += HostClock::now() - fork_began_;
  }
  // The first process's program is done: what follows takes its memory down.
  void space_ending(ICpu&, const AddressSpace&) override { ending_ = HostClock::now(); }

  Seconds forks() const { return forks_; }
  HostClock::time_point ending() const { return ending_; }

 private:
  HostClock::time_point fork_began_{};
  HostClock::time_point ending_{};
  Seconds forks_{};
};

double peak_mib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

Measured run(const Scenario& scenario) {
  const Params& params = scenario.config.params;
  FrameStore memory(Machine::kMemoryBase, params.machine.dram.bytes);
  Stopwatch watch;
  System::Options options;
  options.os_observer = &watch;
  System system(params, scenario.config.seed, memory, options);
  system.run(program_of(scenario), untimed_to_mark(scenario.workload));
  const Seconds exit = HostClock::now() - watch.ending();
  Measured m;
  m.seconds = (system.measured() - exit).count();
  m.fork_seconds = watch.forks().count();
  for (uint64_t h = 0; h < system.machine().harts(); ++h) {
    const Hart& hart = system.machine().hart(HartId(h));
    m.accesses += static_cast<double>(hart.stats().loads + hart.stats().stores);
    m.mmu_cycles += static_cast<double>(hart.mmu().stepped());
  }
  m.peak_mib = peak_mib();
  return m;
}

}  // namespace

Measured measure(const std::string& toml) {
  const Scenario scenario = parse_scenario(toml, "benchmark", {});
  const ChildResult child = run_in_child([&scenario] {
    const Measured m = run(scenario);
    return std::string(reinterpret_cast<const char*>(&m), sizeof m);
  });
  Measured m;
  if (child.end != ChildEnd::kReturned || child.bytes.size() != sizeof m)
    throw std::runtime_error(fmt::format("the run failed: {}", child.message));
  std::memcpy(&m, child.bytes.data(), sizeof m);
  return m;
}

}  // namespace cowmmu::bench
