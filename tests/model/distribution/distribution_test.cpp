// SPDX-License-Identifier: Apache-2.0
#include "base/distribution.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace cowmmu {
namespace {

TEST(Distribution, is_all_zero_without_samples) {
  const Summary s = summarise(Distribution());
  EXPECT_EQ(s.count + s.min + s.p50 + s.p99 + s.p999 + s.max, 0U);
  EXPECT_EQ(s.mean, 0.0);
}

TEST(Distribution, one_sample_is_every_percentile) {
  Distribution d;
  d.add(7);
  const Summary s = summarise(d);
  EXPECT_EQ(s.min, 7U);
  EXPECT_EQ(s.p50, 7U);
  EXPECT_EQ(s.p999, 7U);
  EXPECT_EQ(s.max, 7U);
  EXPECT_EQ(s.mean, 7.0);
}

TEST(Distribution, percentile_takes_the_nearest_rank_and_never_interpolates) {
  Distribution d;
  for (uint64_t v : {10, 20, 30, 40}) d.add(v);
  EXPECT_EQ(summarise(d).p50, 20U);  // rank ceil(0.5 * 4) = 2
  d.add(50);
  EXPECT_EQ(summarise(d).p50, 30U);  // rank ceil(0.5 * 5) = 3
}

TEST(Distribution, p99_moves_to_the_next_sample_at_the_hundred_and_first) {
  Distribution d;
  for (uint64_t v = 1; v <= 100; ++v) d.add(v);
  EXPECT_EQ(summarise(d).p99, 99U);
  d.add(101);
  EXPECT_EQ(summarise(d).p99, 100U);
}

TEST(Distribution, agrees_with_a_sorted_list_of_random_samples) {
  const unsigned seed = 20240611;
  SCOPED_TRACE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 200; ++round) {
    std::vector<uint64_t> list(1 + random() % 3000);
    Distribution d;
    for (uint64_t& v : list) d.add(v = random() % 500);
    std::sort(list.begin(), list.end());
    const Summary s = summarise(d);
    const auto at = [&](uint64_t n, uint64_t of) {
      return list[(list.size() * n + of - 1) / of - 1];
    };
    EXPECT_EQ(s.p50, at(1, 2));
    EXPECT_EQ(s.p99, at(99, 100));
    EXPECT_EQ(s.p999, at(999, 1000));
    EXPECT_EQ(s.max, list.back());
  }
}

TEST(Distribution, merging_equals_adding_to_one) {
  Distribution a, b, both;
  for (uint64_t v = 0; v < 1000; ++v) (v % 3 ? a : b).add(v * v % 97), both.add(v * v % 97);
  a.merge(b);
  EXPECT_EQ(a.sorted(), both.sorted());
  EXPECT_EQ(a.count(), 1000U);
  EXPECT_EQ(a.sum(), both.sum());
}

TEST(Distribution, weights_count_as_that_many_samples) {
  Distribution d;
  d.add(5, 3);
  d.add(9, 0);
  EXPECT_EQ(d.count(), 3U);
  EXPECT_EQ(summarise(d).max, 5U);
}

}  // namespace
}  // namespace cowmmu
