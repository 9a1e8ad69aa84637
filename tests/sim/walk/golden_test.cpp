// SPDX-License-Identifier: Apache-2.0
// The golden translations: what Spike answers to some 9,300 translations.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "mmu/mmu.h"
#include "walk/fixed_port.h"

namespace cowmmu {
namespace {

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string walk(const std::string& stem, const Params& params) {
  const std::string path = std::string(GOLDEN_FOLDER "/walk/") + stem + ".in";
  Mmu mmu(params.machine.tlb, params.machine.walker, params.machine.mmu);
  return run_walk_file(parse_walk_file(read_file(path), path), mmu, fixed_port(params), {});
}

class Golden : public testing::TestWithParam<std::string> {};

TEST_P(Golden, equals_spike_to_the_byte) {
  const std::string expected = read_file(GOLDEN_FOLDER "/walk/" + GetParam() + ".out");
  EXPECT_GT(expected.size(), 100'000u);
  EXPECT_TRUE(walk(GetParam(), {}) == expected);
}

TEST_P(Golden, does_not_depend_on_the_walk_caches) {
  Params params;
  params.machine.walker.pwc_entries = 0;
  EXPECT_TRUE(walk(GetParam(), params) == walk(GetParam(), {}));
}

INSTANTIATE_TEST_SUITE_P(Modes, Golden, testing::Values("sv39", "sv48", "sv57"),
                         [](const auto& mode) { return mode.param; });

}  // namespace
}  // namespace cowmmu
