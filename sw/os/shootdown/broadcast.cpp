// SPDX-License-Identifier: Apache-2.0
// broadcast: the hardware fences every hart and says when it has (model/fabric/fence_net.h): no
// trap, no message in memory, and interrupts off hold nothing up.
// Cost, f fences: f sends, f local fences while they travel, one wait. f is 1 for tables and for
// more than os.flush_ceiling PTEs, else the number of PTEs.
// A free request (os.cost.fork_flush = free): sends and local fences take no time.
#include "os/address_space.h"
#include "os/memory_parts.h"
#include "os/shootdown/policies.h"
#include "os/shootdown/request_fences.h"

namespace cowmmu {
namespace {

class Broadcast : public IShootdownPolicy {
 public:
  explicit Broadcast(const ShootdownServices& s)
      : ceiling_(s.params.flush_ceiling),
        others_(s.harts - 1),
        observer_(s.observer),
        counters_(s.counters),
        local_only_(s.mutants != nullptr && s.mutants->flush_local_only) {}

  void flush(ICpu& cpu, AddressSpace& space, const FlushRequest& request) override {
    if (request.empty()) return;
    PhaseGuard phase(cpu, Phase::kShootdownSend);
    const Cycles began = cpu.now();
    const bool remote = others_ != 0 && !local_only_;
    if (remote) observer_.shootdown_begin(cpu, others_);
    const auto fence = [&](const Fence& at) { send(cpu, at, request.free_of_cost); };
    if (needs_whole_asid(request, ceiling_)) {
      fence(Fence::of_asid(space.asid));
    } else {
      for (const FlushRange& range : request.leaves) each_fence(space.asid, range, fence);
    }
    if (remote) await(cpu, began);
    observer_.invalidated(cpu, space, request);
  }
  void serve(ICpu&) override {}  // no interrupt is sent

 private:
  void send(ICpu& cpu, const Fence& fence, bool free) const {
    if (others_ != 0 && !local_only_)
      free ? cpu.broadcast_fence_free(fence) : cpu.broadcast_fence(fence);
    free ? cpu.fence_free(fence) : cpu.fence(fence);
  }

  void await(ICpu& cpu, Cycles began) {
    {
      PhaseGuard phase(cpu, Phase::kShootdownWait);
      cpu.await_fences();
    }
    HartCounters& counters = counters_.of(cpu);
    ++counters.shootdowns;
    counters.shootdown_targets += others_;
    counters.shootdown_cycles.add((cpu.now() - began).value);
    observer_.shootdown_end(cpu);
  }

  uint64_t ceiling_;
  uint64_t others_;
  IOsObserver& observer_;
  OsCounters& counters_;
  bool local_only_;
};

}  // namespace

std::unique_ptr<IShootdownPolicy> make_broadcast(const ShootdownServices& services) {
  return std::make_unique<Broadcast>(services);
}

}  // namespace cowmmu
