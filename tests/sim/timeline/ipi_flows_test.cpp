// SPDX-License-Identifier: Apache-2.0
#include "timeline/ipi_flows.h"

#include <gtest/gtest.h>

#include <string>

namespace cowmmu {
namespace {

constexpr HartId kA{0}, kB{1}, kC{2};

class IpiFlowsTest : public testing::Test {
 protected:
  // What was told so far, as "FLOW:STEP@HART".
  std::string told() { return std::exchange(told_, ""); }

  std::string told_;
  IpiFlows flows_{3, [this](HartId hart, FlowStep step, uint64_t flow) {
                    told_ += std::to_string(flow) + ":" + "stf"[static_cast<int>(step)] + "@" +
                             std::to_string(hart.value) + " ";
                  }};
};

TEST_F(IpiFlowsTest, a_reschedule_ends_where_it_is_taken) {
  flows_.sent(kA, kB, Cycles(10), false);
  flows_.taken(kB, Cycles(9));
  EXPECT_EQ(told(), "0:s@0 ");
  flows_.taken(kB, Cycles(10));
  EXPECT_EQ(told(), "0:f@1 ");
  EXPECT_TRUE(flows_.unfinished().empty());
}

TEST_F(IpiFlowsTest, a_shootdown_goes_by_way_of_its_acknowledgement_back) {
  flows_.sent(kA, kB, Cycles(10), true);
  flows_.sent(kA, kC, Cycles(11), true);
  flows_.taken(kC, Cycles(12));
  flows_.acknowledged(kC, kA);
  flows_.taken(kB, Cycles(13));
  flows_.acknowledged(kB, kA);
  told();
  flows_.shootdown_ended(kA);
  EXPECT_EQ(told(), "0:f@0 3:f@0 ");  // by number, whichever came first
  flows_.shootdown_ended(kA);
  EXPECT_EQ(told(), "");
}

TEST_F(IpiFlowsTest, a_request_served_by_an_earlier_interrupt_is_over_before_its_own_is_taken) {
  flows_.sent(kA, kB, Cycles(10), true);
  flows_.acknowledged(kB, kA);
  flows_.shootdown_ended(kA);
  EXPECT_EQ(told(), "0:s@0 0:t@1 0:f@0 ");
  flows_.taken(kB, Cycles(10));
  EXPECT_EQ(told(), "");
}

TEST_F(IpiFlowsTest, an_acknowledgement_is_the_initiators_alone) {
  flows_.sent(kA, kB, Cycles(10), true);
  flows_.sent(kC, kB, Cycles(10), true);
  flows_.acknowledged(kB, kC);
  told();
  flows_.shootdown_ended(kA);
  EXPECT_EQ(told(), "");
  flows_.shootdown_ended(kC);
  EXPECT_EQ(told(), "2:f@2 ");
}

TEST_F(IpiFlowsTest, names_what_never_ended_and_forgets_at_a_restart) {
  flows_.sent(kA, kB, Cycles(10), true);
  flows_.sent(kB, kC, Cycles(10), true);
  flows_.acknowledged(kB, kA);
  EXPECT_EQ(flows_.unfinished(), (std::set<uint64_t>{0, 1}));
  flows_.restart();
  EXPECT_TRUE(flows_.unfinished().empty());
}

}  // namespace
}  // namespace cowmmu
