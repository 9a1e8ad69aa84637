// SPDX-License-Identifier: Apache-2.0
// ipi_all: every hart fences, whatever it ran. The baseline that needs to know nothing.
// Cost: ipi_protocol.h with every other hart as target.
#include "os/address_space.h"
#include "os/shootdown/ipi_protocol.h"
#include "os/shootdown/policies.h"

namespace cowmmu {
namespace {

class IpiAll : public IShootdownPolicy {
 public:
  explicit IpiAll(const ShootdownServices& s)
      : protocol_(s),
        observer_(s.observer),
        local_only_(s.mutants != nullptr && s.mutants->flush_local_only) {}

  void flush(ICpu& cpu, AddressSpace& space, const FlushRequest& request) override {
    if (request.empty()) return;
    const uint64_t harts = local_only_ ? 0 : protocol_.everyone();
    protocol_.flush(cpu, {harts, true, space.asid}, request);
    observer_.invalidated(cpu, space, request);
  }
  void serve(ICpu& cpu) override { protocol_.serve(cpu); }

 private:
  IpiProtocol protocol_;
  IOsObserver& observer_;
  bool local_only_;
};

}  // namespace

std::unique_ptr<IShootdownPolicy> make_ipi_all(const ShootdownServices& services) {
  return std::make_unique<IpiAll>(services);
}

}  // namespace cowmmu
