// SPDX-License-Identifier: Apache-2.0
// Corrupted traces: the reader accepts or refuses, and a refusal names a line of the file.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "samples.h"

namespace cowmmu::trace {
namespace {

constexpr uint64_t kSeed = 20240229;

std::string corrupted(const std::string& text, std::mt19937_64& random) {
  static constexpr std::string_view kLikely = "0123456789abcdef \n-=HPTMUQRAFVXidIDKkJZzN#\x80";
  std::string out = text;
  const size_t edits = 1 + random() % 3;
  for (size_t i = 0; i < edits && !out.empty(); ++i) {
    const size_t at = random() % out.size();
    const char c =
        random() % 8 == 0 ? static_cast<char>(random()) : kLikely[random() % kLikely.size()];
    switch (random() % 4) {
      case 0:
        out[at] = c;
        break;
      case 1:
        out.erase(at, 1 + random() % 12);
        break;
      case 2:
        out.insert(at, 1, c);
        break;
      default:
        out.insert(at, out.substr(random() % out.size(), random() % 20));
        break;
    }
  }
  return out;
}

// Reads it; returns whether it was accepted.
bool accepted(const std::string& text, const std::string& name) {
  const auto lines = static_cast<uint64_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  try {
    read_text(text, name);
    return true;
  } catch (const TraceError& error) {
    EXPECT_GE(error.line(), 1u) << error.what();
    const bool plain = !name.ends_with(".zst");
    EXPECT_TRUE(!plain || error.line() <= lines) << error.what();
    return false;
  }
}

TEST(Fuzz, corrupted_text_is_accepted_or_refused_by_line) {
  std::mt19937_64 random(kSeed);
  RecordProperty("seed", std::to_string(kSeed));
  size_t good = 0;
  constexpr size_t kRounds = 20000;
  for (size_t i = 0; i < kRounds; ++i) {
    SCOPED_TRACE(testing::Message() << "seed " << kSeed << " round " << i);
    good += accepted(corrupted(kEverything, random), "sample.trace") ? 1 : 0;
  }
  EXPECT_GT(good, 0u);
  EXPECT_LT(good, kRounds / 2);
}

TEST(Fuzz, corrupted_zstd_is_accepted_or_refused_by_line) {
  std::mt19937_64 random(kSeed);
  const std::string whole = packed(kEverything);
  for (size_t i = 0; i < 5000; ++i) {
    SCOPED_TRACE(testing::Message() << "seed " << kSeed << " round " << i);
    accepted(corrupted(whole, random), "sample.trace.zst");
  }
}

TEST(Fuzz, a_plain_trace_cut_within_a_line_is_refused) {
  for (size_t size = 1; size < kEverything.size(); ++size) {
    if (kEverything[size - 1] == '\n') continue;
    EXPECT_FALSE(accepted(kEverything.substr(0, size), "sample.trace")) << size;
  }
}

}  // namespace
}  // namespace cowmmu::trace
