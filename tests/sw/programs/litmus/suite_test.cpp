// SPDX-License-Identifier: Apache-2.0
// Our litmus tests against the fake OS: what they expect is what os.md's rules give, whatever the
// order in which threads are scheduled.
#include <gtest/gtest.h>

#include "fake_os.h"
#include "litmus_files.h"
#include "programs/litmus/parser.h"
#include "result_text.h"

namespace cowmmu::litmus {
namespace {

TEST(LitmusSuite, every_test_holds_on_the_fake_under_every_schedule) {
  constexpr uint64_t kSeeds = 8;
  size_t tests = 0;
  for (const auto& [file, text] : litmus_files()) {
    for (const LitmusTest& test : parse_litmus(file, text)) {
      ++tests;
      for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
        EXPECT_EQ(shown(FakeOs(test, seed).run()), "ok")
            << file << " " << test.name << " seed " << seed;
      }
    }
  }
  EXPECT_GE(tests, 44u);  // 36 of our own and the eight examples
}

}  // namespace
}  // namespace cowmmu::litmus
