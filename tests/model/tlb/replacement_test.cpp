// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <bit>
#include <random>
#include <vector>

#include "base/seed.h"
#include "entries.h"
#include "tlb/i_replacement.h"

namespace cowmmu {
namespace {

using namespace test;

TEST(Lru, replaces_the_way_used_longest_ago) {
  const auto lru = make_lru();
  EXPECT_EQ(lru->victim(std::vector<uint64_t>{5, 3, 9, 4}), 1u);
  EXPECT_EQ(lru->victim(std::vector<uint64_t>{5}), 0u);
  EXPECT_EQ(lru->victim(std::vector<uint64_t>{0, 0, 1}), 0u);
  EXPECT_EQ(lru->victim(std::vector<uint64_t>{1ULL << 40, (1ULL << 40) - 1}), 1u);
}

TEST(Lru, a_look_up_is_a_use) {
  TlbArray tlb(fully(2));
  tlb.fill(page(1, kA));
  tlb.fill(page(2, kA));
  tlb.lookup(Vpn(1), kA);
  tlb.fill(page(3, kA));
  EXPECT_NE(tlb.find(Vpn(1), kA), nullptr);
  EXPECT_EQ(tlb.find(Vpn(2), kA), nullptr);
}

// The textbook form: one bit a node, in heap order, that each use points away from the used way.
class TreeBits {
 public:
  explicit TreeBits(size_t ways) : ways_(ways), leaves_(std::bit_ceil(ways)), bits_(leaves_) {}
  void use(size_t way) {
    for (size_t node = leaves_ + way; node > 1; node /= 2) bits_[node / 2] = node % 2 == 0;
  }
  size_t victim() const {
    size_t node = 1;
    while (node < leaves_) {
      const bool right = bits_[node] && first_leaf(2 * node + 1) < ways_;
      node = 2 * node + (right ? 1 : 0);
    }
    return node - leaves_;
  }

 private:
  size_t first_leaf(size_t node) const {
    while (node < leaves_) node *= 2;
    return node - leaves_;
  }
  size_t ways_, leaves_;
  std::vector<bool> bits_;
};

TEST(Plru, equals_a_tree_of_bits_after_any_uses) {
  const uint64_t seed = seed_or(20261124);
  COWMMU_TRACE_SEED(seed);
  std::mt19937_64 random(seed);
  const auto plru = make_plru();
  for (size_t ways = 1; ways <= 20; ++ways) {
    TreeBits tree(ways);
    std::vector<uint64_t> stamps(ways);
    for (uint64_t now = 1; now < 500; ++now) {
      ASSERT_EQ(plru->victim(stamps), tree.victim()) << ways << " ways at use " << now;
      const size_t way = random() % ways;
      stamps[way] = now;
      tree.use(way);
    }
  }
}

TEST(Plru, is_chosen_by_its_name) {
  // Uses 0 2 1 3 0: LRU would replace way 2, the tree points to the right half's older way, 2;
  // after a use of 3 the left half's way 1 is next, whereas LRU still says 2.
  TlbParams params = fully(4);
  params.replacement = "plru";
  TlbArray tlb(params);
  for (uint64_t vpn = 0; vpn < 4; ++vpn) tlb.fill(page(vpn, kA));
  for (const uint64_t vpn : {0, 2, 1, 3, 0, 3}) tlb.lookup(Vpn(vpn), kA);
  tlb.fill(page(9, kA));
  EXPECT_EQ(tlb.find(Vpn(1), kA), nullptr);
  EXPECT_NE(tlb.find(Vpn(2), kA), nullptr);
}

TEST(Replacement, unknown_names_give_nothing) { EXPECT_EQ(make_replacement("mru"), nullptr); }

}  // namespace
}  // namespace cowmmu
