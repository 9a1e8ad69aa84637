// SPDX-License-Identifier: Apache-2.0
// The seed of a random test: COWMMU_SEED from the environment, else the test's own. It is printed
// with every failure.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <string>

namespace cowmmu::test {

inline uint64_t seed_or(uint64_t own) {
  const char* const given = std::getenv("COWMMU_SEED");
  const uint64_t seed = given == nullptr ? own : std::stoull(given, nullptr, 0);
  testing::Test::RecordProperty("seed", std::to_string(seed));
  return seed;
}

}  // namespace cowmmu::test

// At the start of a random test: names the seed in every failure below.
#define COWMMU_TRACE_SEED(seed) SCOPED_TRACE("COWMMU_SEED=" + std::to_string(seed))
