// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "drive.h"
#include "programs/registry.h"

namespace cowmmu {
// Found by GoogleTest in the type's own namespace.
static void PrintTo(AccessPattern pattern, std::ostream* out) {
  constexpr const char* kNames[] = {"uniform", "sequential", "zipf", "chase"};
  *out << kNames[static_cast<size_t>(pattern)];
}
}  // namespace cowmmu

namespace cowmmu::test {
namespace {

AccessConfig config_of(AccessPattern pattern) {
  return {.pattern = pattern, .bytes = 16384, .accesses = 5000};
}

class EveryPattern : public testing::TestWithParam<AccessPattern> {};
INSTANTIATE_TEST_SUITE_P(patterns, EveryPattern,
                         testing::Values(AccessPattern::kUniform, AccessPattern::kSequential,
                                         AccessPattern::kZipf, AccessPattern::kChase));

TEST_P(EveryPattern, makes_its_accesses_aligned_and_within_its_bytes) {
  const auto program = make_program(config_of(GetParam()), {});
  const Driven run = after_mark(drive(*program));
  ASSERT_EQ(run.ops.size(), 5000u + 1);
  for (size_t i = 0; i < 5000; ++i) {
    EXPECT_EQ(run.ops[i].kind, OpKind::kLoad);
    EXPECT_EQ(run.ops[i].va.value % 8, 0u);
    EXPECT_GE(run.ops[i].va, kBase);
    EXPECT_LT(run.ops[i].va.value, kBase.value + 16384);
    EXPECT_EQ(run.ops[i].dependent, GetParam() == AccessPattern::kChase);
  }
}

TEST_P(EveryPattern, is_a_function_of_the_seed) {
  const auto addresses = [&](uint64_t seed) {
    std::vector<VirtAddr> all;
    for (const Op& op : drive(*make_program(config_of(GetParam()), {Warm::kYes, seed})).ops) {
      all.push_back(op.va);
    }
    return all;
  };
  EXPECT_EQ(addresses(1), addresses(1));
  if (GetParam() != AccessPattern::kSequential) {
    EXPECT_NE(addresses(1), addresses(2));
  }
}

TEST(Access, sequential_walks_by_eight_bytes_and_around) {
  const auto program = make_program(config_of(AccessPattern::kSequential), {});
  const Driven run = after_mark(drive(*program));
  for (uint64_t i = 0; i < 5000; ++i) {
    EXPECT_EQ(run.ops[i].va.value, kBase.value + 8 * i % 16384);
  }
}

TEST(Access, stores_are_the_fraction_asked_for) {
  for (const double fraction : {0.0, 0.25, 1.0}) {
    AccessConfig config = config_of(AccessPattern::kUniform);
    config.stores = fraction;
    const auto program = make_program(config, {});
    const auto stores = after_mark(drive(*program)).stores().size();
    EXPECT_NEAR(static_cast<double>(stores) / 5000, fraction, fraction == 0.25 ? 0.03 : 0.0);
  }
}

TEST(Access, threads_have_streams_of_their_own) {
  AccessConfig config = config_of(AccessPattern::kSequential);
  config.threads = 4;
  const auto program = make_program(config, {});
  EXPECT_EQ(drive(*program).count(Sys::kThreadCreate), 3u);
  for (uint64_t t = 1; t < 4; ++t) {
    const auto fresh = make_program(config, {});
    OpResult last;
    Op op;
    while (!is_call(op, Sys::kThreadCreate)) {
      op = fresh->next(last);
      last.value = is_call(op, Sys::kMmap) ? kBase.value : 0;
    }
    const auto thread = fresh->start_thread(t);
    EXPECT_EQ(thread->next({}).va.value, kBase.value + t * 4096);
    EXPECT_EQ(drive(*thread).ops.size(), 4999u + 1);
  }
}

TEST(Warm, stores_once_into_each_page_before_the_mark_unless_false) {
  for (const Warm warm : {Warm::kYes, Warm::kUntimed, Warm::kNo}) {
    const auto program = make_program(config_of(AccessPattern::kUniform), {warm, 1});
    const auto stores = drive(*program).stores();
    if (warm == Warm::kNo) {
      EXPECT_TRUE(stores.empty());
      continue;
    }
    ASSERT_EQ(stores.size(), 4u);
    for (uint64_t page = 0; page < 4; ++page) {
      EXPECT_EQ(stores[page].value, kBase.value + page * kPageBytes);
    }
  }
}

}  // namespace
}  // namespace cowmmu::test
