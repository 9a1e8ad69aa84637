// SPDX-License-Identifier: Apache-2.0
// The built-in workloads' keys, as interface.md's table states them. sim/ fills these in.
#pragma once

#include <cstdint>
#include <variant>

namespace cowmmu {

// Whether each page gets a store before the mark. kUntimed issues the same stores as kYes: whoever
// runs the program executes everything up to Sys::kMark without simulated time.
enum class Warm : uint8_t { kYes, kUntimed, kNo };

struct CommonConfig {
  Warm warm = Warm::kYes;
  uint64_t seed = 1;
};

enum class AccessPattern : uint8_t { kUniform, kSequential, kZipf, kChase };
struct AccessConfig {
  AccessPattern pattern = AccessPattern::kUniform;
  uint64_t bytes = 0;     // of memory that is accessed: a multiple of 8 counts
  uint64_t accesses = 0;  // of each thread
  double stores = 0;      // fraction
  uint64_t threads = 1;
  double exponent = 0.99;  // kZipf
};

struct ForkExitConfig {
  uint64_t pages = 0;
  uint64_t children = 1;  // one after another
};

enum class Writer : uint8_t { kChild, kParent, kBoth };
enum class WritePattern : uint8_t { kSequential, kRandom };
struct ForkWriteConfig {
  uint64_t pages = 0;
  double written = 0.1;  // fraction: floor(written * pages + 0.5) pages, one store each
  Writer who = Writer::kChild;
  WritePattern pattern = WritePattern::kSequential;
  uint64_t children = 1;  // one after another
};

struct SnapshotConfig {
  uint64_t pages = 0;
  uint64_t requests = 0;
  double writes = 0.5;  // fraction of requests that store
  double zipf = 0.99;
  uint64_t keys = 8;  // a page
};

struct UnmapThreadsConfig {
  uint64_t pages = 0;  // of each thread and round
  uint64_t threads = 1;
  uint64_t rounds = 0;
};

using ProgramConfig =
    std::variant<AccessConfig, ForkExitConfig, ForkWriteConfig, SnapshotConfig, UnmapThreadsConfig>;

}  // namespace cowmmu
