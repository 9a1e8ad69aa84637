// SPDX-License-Identifier: Apache-2.0
// When an interrupt arrives: the timing that fabric.h states.
#include <gtest/gtest.h>

#include "scripts.h"

namespace cowmmu {
namespace {

Params ipi_machine(uint64_t harts, uint64_t deliver) {
  Params p;
  p.machine.harts = harts;
  p.machine.cached = false;
  p.hart.syscall_entry_cycles = p.hart.syscall_return_cycles = 0;
  p.hart.interrupt_entry_cycles = p.hart.interrupt_return_cycles = 0;
  p.machine.fabric.ipi_send_cycles = 7;
  p.machine.fabric.ipi_deliver_cycles = deliver;
  return p;
}

TEST(Fabric, an_idle_hart_takes_an_interrupt_when_it_arrives) {
  for (const bool exact : {false, true}) {
    for (const uint64_t deliver : {1, 2, 600}) {
      SCOPED_TRACE(deliver);
      const auto log = run(ipi_machine(2, deliver), {{call(Service::kSendIpi, 1)}, {}}, exact);
      const uint64_t sent = calls(log, 0).at(0) - 7;
      EXPECT_EQ(times(log, 1, "ipi"), std::vector{sent + deliver});
    }
  }
}

TEST(Fabric, a_targets_link_takes_a_message_a_cycle) {
  const std::vector<Op> send{call(Service::kSendIpi, 2)};
  const auto log = run(ipi_machine(3, 600), {send, send, {}}, false);
  EXPECT_EQ(times(log, 2, "ipi"), (std::vector<uint64_t>{600, 601}));
}

TEST(Fabric, all_that_have_arrived_are_taken_together_between_two_operations) {
  const std::vector<Op> send{call(Service::kSendIpi, 2)};
  const auto log =
      run(ipi_machine(3, 600),
          {send, send, {Op::load(VirtAddr(Machine::kMemoryBase.value)), call(Service::kSpend, 0)}},
          false);
  const uint64_t access = ipi_machine(3, 600).machine.access_cycles;
  ASSERT_LT(access, 600U);  // the load ends before; then the hart sleeps
  EXPECT_EQ(times(log, 2, "ipi").size(), 2U);
  Params slow = ipi_machine(3, 600);
  slow.machine.access_cycles = 900;
  const auto busy =
      run(slow,
          {send, send, {Op::load(VirtAddr(Machine::kMemoryBase.value)), call(Service::kSpend, 0)}},
          false);
  EXPECT_EQ(times(busy, 2, "ipi"), std::vector<uint64_t>{900});
}

}  // namespace
}  // namespace cowmmu
