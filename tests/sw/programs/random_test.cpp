// SPDX-License-Identifier: Apache-2.0
#include "programs/random.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "programs/zipf.h"

namespace cowmmu::test {
namespace {

// Published test vectors: splitmix64(0) seeds xoshiro256**.
TEST(Random, is_xoshiro256_star_star_seeded_by_splitmix64) {
  Random random(0);
  EXPECT_EQ(random.next(), 0x99ec5f36cb75f2b4ULL);
  EXPECT_EQ(random.next(), 0xbf6e1f784956452aULL);
  EXPECT_EQ(random.next(), 0x1a5f849d4933e6e0ULL);
}

TEST(Random, streams_of_one_seed_differ_and_a_copy_goes_on_alike) {
  Random a(5, 0), b(5, 1);
  EXPECT_NE(a.next(), b.next());
  Random copy = a;
  EXPECT_EQ(copy.next(), a.next());
}

TEST(Random, below_is_uniform_enough) {
  Random random(3);
  std::vector<int> seen(10, 0);
  for (int i = 0; i < 100000; ++i) ++seen[random.below(10)];
  for (const int n : seen) EXPECT_NEAR(n, 10000, 500);
}

class ZipfExponent : public testing::TestWithParam<double> {};
INSTANTIATE_TEST_SUITE_P(exponents, ZipfExponent, testing::Values(0.0, 0.5, 0.99, 1.0, 1.2, 3.0));

TEST_P(ZipfExponent, ranks_have_the_probabilities_of_the_definition) {
  constexpr uint64_t kRanks = 50;
  constexpr int kSamples = 200000;
  const Zipf zipf(kRanks, GetParam());
  Random random(11);
  std::vector<double> seen(kRanks + 1, 0);
  for (int i = 0; i < kSamples; ++i) {
    const uint64_t rank = zipf.rank(random);
    ASSERT_GE(rank, 1u);
    ASSERT_LE(rank, kRanks);
    ++seen[rank];
  }
  double sum = 0;
  for (uint64_t k = 1; k <= kRanks; ++k) sum += std::pow(k, -GetParam());
  for (uint64_t k = 1; k <= kRanks; ++k) {
    const double p = std::pow(k, -GetParam()) / sum;
    EXPECT_NEAR(seen[k] / kSamples, p, 5 * std::sqrt(p / kSamples)) << "rank " << k;
  }
}

TEST(Zipf, one_rank_is_always_one) {
  const Zipf zipf(1, 0.99);
  Random random(1);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(zipf.rank(random), 1u);
}

}  // namespace
}  // namespace cowmmu::test
