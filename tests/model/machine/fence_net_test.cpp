// SPDX-License-Identifier: Apache-2.0
// When the sender of a remote fence knows that it is done: the timing that fence_net.h states.
#include <gtest/gtest.h>

#include "scripts.h"

namespace cowmmu {
namespace {

Params fence_machine(uint64_t harts, uint64_t deliver) {
  Params p;
  p.machine.harts = harts;
  p.machine.cached = false;
  p.machine.access_cycles = 900;
  p.hart.syscall_entry_cycles = p.hart.syscall_return_cycles = 0;
  p.machine.fabric.fence_send_cycles = 3;
  p.machine.fabric.fence_deliver_cycles = deliver;
  p.machine.fabric.fence_ack_cycles = 41;
  return p;
}

const std::vector<Op> kSendAndAwait{call(Service::kBroadcast), call(Service::kAwaitFences)};
const Op kLoad = Op::load(VirtAddr(Machine::kMemoryBase.value + 0x100000));

TEST(FenceNet, an_idle_harts_fence_is_known_after_both_ways_and_its_cycles) {
  for (const uint64_t harts : {2, 5}) {
    SCOPED_TRACE(harts);
    const Params p = fence_machine(harts, 200);
    std::vector<std::vector<Op>> scripts(harts);
    scripts[0] = kSendAndAwait;
    const auto at = calls(run(p, scripts, false), 0);
    const uint64_t sent = at.at(0) - p.machine.fabric.fence_send_cycles;
    EXPECT_EQ(at.at(1), sent + 200 + p.machine.mmu.fence_all_cycles + 41);
  }
}

TEST(FenceNet, without_another_hart_there_is_nothing_to_await) {
  const auto at = calls(run(fence_machine(1, 200), {kSendAndAwait}, false), 0);
  EXPECT_EQ(at.at(1), at.at(0));
}

// The other hart loads from 0 to `end`: a fence that arrives up to then is done from then on.
TEST(FenceNet, a_translation_in_use_holds_the_fence_up_to_the_operations_end) {
  for (const bool exact : {false, true}) {
    for (const uint64_t deliver : {1, 500, 897, 898, 899, 900, 901, 902, 903, 1500}) {
      SCOPED_TRACE(deliver);
      const Params p = fence_machine(2, deliver);
      const std::string log = run(p, {kSendAndAwait, {kLoad, call(Service::kSpend)}}, exact);
      const uint64_t end = calls(log, 1).at(0);
      const uint64_t arrival = calls(log, 0).at(0) - 3 + deliver;
      EXPECT_EQ(calls(log, 0).at(1), std::max(arrival, end) + p.machine.mmu.fence_all_cycles + 41);
    }
  }
}

// The second load begins only when the fence that arrived between the two is done.
TEST(FenceNet, a_look_up_waits_for_a_fence_in_progress) {
  const auto second_load = [](uint64_t fence_cycles, uint64_t deliver) {
    Params p = fence_machine(2, deliver);
    p.machine.mmu.fence_all_cycles = fence_cycles;
    const std::vector<Op> loads{kLoad, kLoad, call(Service::kSpend)};
    return calls(run(p, {kSendAndAwait, loads}, false), 1).at(0);
  };
  const uint64_t undisturbed = second_load(1, 5000);
  EXPECT_EQ(second_load(300, 500), undisturbed + 300);
  EXPECT_EQ(second_load(301, 500), undisturbed + 301);
}

TEST(FenceNet, a_targets_link_takes_a_message_a_cycle) {
  Params p = fence_machine(3, 200);
  p.machine.mmu.fence_all_cycles = 0;
  const auto log = run(p, {kSendAndAwait, kSendAndAwait, {}}, false);
  EXPECT_EQ(calls(log, 0).at(1), 200U + 41);      // both sent at 0; hart 0's message is first
  EXPECT_EQ(calls(log, 1).at(1), 200U + 1 + 41);  // and hart 1's a cycle later at hart 2
}

}  // namespace
}  // namespace cowmmu
