// SPDX-License-Identifier: Apache-2.0
// ipi_mask: the harts that ran this address space since its ASID was assigned (Linux/RISC-V's
// mm_cpumask): only they can hold a translation under that ASID.
// The footprint is read after the caller has changed the PTEs; asid_allocator.h says why that finds
// every hart that could have walked before. The ASID needs no lock: it changes only while no hart
// has the space loaded, and whoever flushes has it loaded or is the last to know the space.
// Cost: 1 load, then ipi_protocol.h with those harts as targets.
#include "os/address_space.h"
#include "os/shootdown/ipi_protocol.h"
#include "os/shootdown/policies.h"

namespace cowmmu {
namespace {

class IpiMask : public IShootdownPolicy {
 public:
  explicit IpiMask(const ShootdownServices& s)
      : protocol_(s),
        observer_(s.observer),
        local_only_(s.mutants != nullptr && s.mutants->flush_local_only) {}

  void flush(ICpu& cpu, AddressSpace& space, const FlushRequest& request) override {
    if (request.empty()) return;
    const uint64_t own = 1ULL << cpu.id().value;
    const uint64_t ran = read_footprint(cpu, space);
    protocol_.flush(cpu, {local_only_ ? 0 : ran, (ran & own) != 0, space.asid}, request);
    observer_.invalidated(cpu, space, request);
  }
  void serve(ICpu& cpu) override { protocol_.serve(cpu); }

 private:
  static uint64_t read_footprint(ICpu& cpu, const AddressSpace& space) {
    PhaseGuard phase(cpu, Phase::kShootdownSend);
    return cpu.load(space.footprint.harts_word);
  }

  IpiProtocol protocol_;
  IOsObserver& observer_;
  bool local_only_;
};

}  // namespace

std::unique_ptr<IShootdownPolicy> make_ipi_mask(const ShootdownServices& services) {
  return std::make_unique<IpiMask>(services);
}

}  // namespace cowmmu
