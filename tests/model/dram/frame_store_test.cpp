// SPDX-License-Identifier: Apache-2.0
#include "dram/frame_store.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "base/check.h"

namespace cowmmu {
namespace {

constexpr PhysAddr kBase{0x80000000};
constexpr Ppn kFirst = ppn_of(kBase);
PhysAddr word(Ppn frame, uint64_t index) { return addr_of(frame) + PhysAddr(index * 8); }
Ppn frame_number(uint64_t n) { return kFirst + Ppn(n); }

TEST(FrameStore, untouched_memory_reads_zero_and_takes_no_host_page) {
  const FrameStore store(kBase, 1ULL << 40);
  EXPECT_EQ(store.read64(kBase), 0U);
  EXPECT_EQ(store.read64(kBase + PhysAddr((1ULL << 40) - 8)), 0U);
  EXPECT_EQ(store.host_use().host_pages, 0U);
  EXPECT_TRUE(store.is_zero_backed(kFirst));
}

TEST(FrameStore, contains_ends_at_both_bounds) {
  const FrameStore store(kBase, 2 * kPageBytes);
  EXPECT_TRUE(store.contains(kBase));
  EXPECT_TRUE(store.contains(kBase + PhysAddr(2 * kPageBytes - 1)));
  EXPECT_FALSE(store.contains(kBase - PhysAddr(1)));
  EXPECT_FALSE(store.contains(kBase + PhysAddr(2 * kPageBytes)));
}

TEST(FrameStore, access_outside_is_a_broken_invariant) {
  FrameStore store(kBase, 2 * kPageBytes);
  EXPECT_THROW(store.read64(kBase - PhysAddr(8)), CheckFailed);
  EXPECT_THROW(store.write64(kBase + PhysAddr(2 * kPageBytes), 1), CheckFailed);
  EXPECT_THROW(store.copy_frame(frame_number(0), frame_number(2)), CheckFailed);
  EXPECT_THROW(store.zero_line(line_of(kBase + PhysAddr(2 * kPageBytes))), CheckFailed);
}

TEST(FrameStore, copied_frames_share_one_host_page_until_written) {
  FrameStore store(kBase, 1 << 20);
  const Ppn a = frame_number(0), b = frame_number(1);
  store.write64(word(a, 3), 7);
  store.copy_frame(b, a);
  EXPECT_TRUE(store.same_backing(a, b));
  EXPECT_EQ(store.host_use().host_pages, 1U);
  EXPECT_EQ(store.host_use().frames, 2U);
  store.write64(word(a, 3), 8);  // the source, although it was writable in place a moment ago
  EXPECT_EQ(store.read64(word(b, 3)), 7U);
  EXPECT_EQ(store.read64(word(a, 3)), 8U);
  EXPECT_FALSE(store.same_backing(a, b));
  EXPECT_EQ(store.host_use().host_pages, 2U);
}

TEST(FrameStore, zeroed_frame_gives_its_host_page_back) {
  FrameStore store(kBase, 1 << 20);
  store.write64(word(kFirst, 0), 1);
  store.zero_frame(kFirst);
  EXPECT_EQ(store.read64(word(kFirst, 0)), 0U);
  EXPECT_TRUE(store.is_zero_backed(kFirst));
  EXPECT_EQ(store.host_use().host_pages, 0U);
}

TEST(FrameStore, frame_copied_onto_itself_stays) {
  FrameStore store(kBase, 1 << 20);
  store.write64(word(kFirst, 9), 5);
  store.copy_frame(kFirst, kFirst);
  EXPECT_EQ(store.read64(word(kFirst, 9)), 5U);
  EXPECT_EQ(store.host_use().host_pages, 1U);
}

TEST(FrameStore, copying_an_untouched_line_onto_an_untouched_frame_takes_nothing) {
  FrameStore store(kBase, 1 << 20);
  store.copy_line(line_of(word(frame_number(1), 8)), line_of(word(frame_number(2), 8)));
  EXPECT_EQ(store.host_use().host_pages, 0U);
}

// The oracle: one plain value a word, no sharing.
class Plain {
 public:
  uint64_t read(Ppn f, uint64_t w) const {
    const auto it = words_.find({f.value, w});
    return it == words_.end() ? 0 : it->second;
  }
  void write(Ppn f, uint64_t w, uint64_t v) { words_[{f.value, w}] = v; }
  void copy(Ppn dst, Ppn src, uint64_t first, uint64_t count) {
    for (uint64_t w = first; w < first + count; ++w) write(dst, w, read(src, w));
  }
  void zero(Ppn f, uint64_t first, uint64_t count) {
    for (uint64_t w = first; w < first + count; ++w) write(f, w, 0);
  }

 private:
  std::map<std::pair<uint64_t, uint64_t>, uint64_t> words_;
};

// Frames 256 apart meet in the store's table of recent frames; the small set makes them collide.
Ppn colliding_frame(uint64_t n) { return frame_number(n % 4 + n / 4 * 256); }

struct RandomStep {
  Ppn dst, src;
  uint64_t word, value, op;
  explicit RandomStep(std::mt19937_64& rng)
      : dst(colliding_frame(rng() % 12)),
        src(colliding_frame(rng() % 12)),
        word(rng() % kPtesPerTable),
        value(rng()),
        op(rng() % 16) {}

  void apply(FrameStore& store, Plain& plain) const {
    const uint64_t line = word / kWordsPerLine * kWordsPerLine;
    const PhysAddr at{line * 8};
    if (op == 0) {
      store.copy_frame(dst, src);
      plain.copy(dst, src, 0, kPtesPerTable);
    } else if (op == 1) {
      store.zero_frame(dst);
      plain.zero(dst, 0, kPtesPerTable);
    } else if (op == 2) {
      store.copy_line(line_of(addr_of(dst) + at), line_of(addr_of(src) + at));
      plain.copy(dst, src, line, kWordsPerLine);
    } else if (op == 3) {
      store.zero_line(line_of(addr_of(dst) + at));
      plain.zero(dst, line, kWordsPerLine);
    } else if (op < 10) {
      store.write64(addr_of(dst) + PhysAddr(word * 8), value);
      plain.write(dst, word, value);
    }
  }
};

TEST(FrameStore, random_operations_equal_unshared_memory) {
  const uint64_t seed = 20240611;
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 rng(seed);
  FrameStore store(kBase, 1ULL << 32);
  Plain plain;
  for (int i = 0; i < 20000; ++i) {
    const RandomStep step(rng);
    step.apply(store, plain);
    ASSERT_EQ(store.read64(word(step.dst, step.word)), plain.read(step.dst, step.word)) << i;
    ASSERT_EQ(store.read64(word(step.src, step.word)), plain.read(step.src, step.word)) << i;
  }
  for (uint64_t n = 0; n < 12; ++n) {
    const auto bytes = store.frame(colliding_frame(n));
    for (uint64_t w = 0; w < kPtesPerTable; ++w) {
      uint64_t value;
      std::memcpy(&value, bytes.data() + w * 8, 8);
      ASSERT_EQ(value, plain.read(colliding_frame(n), w));
    }
  }
  for (uint64_t n = 0; n < 12; ++n) store.zero_frame(colliding_frame(n));
  EXPECT_EQ(store.host_use().host_pages, 0U);
  EXPECT_LE(store.host_use().peak_host_pages, 12U);
}

}  // namespace
}  // namespace cowmmu
