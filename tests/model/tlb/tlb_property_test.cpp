// SPDX-License-Identifier: Apache-2.0
// Random fills, look-ups and fences of all page sizes and spaces, against lists in order of use.
#include <gtest/gtest.h>

#include <algorithm>
#include <list>
#include <random>
#include <vector>

#include "base/seed.h"
#include "entries.h"

namespace cowmmu {
namespace {

using namespace test;

// A set is a list, the latest used first. No ways, no hints, no indexes.
class NaiveTlb {
 public:
  NaiveTlb(size_t ways, size_t sets) : ways_(ways), sets_(sets) {}

  const TlbEntry* lookup(Vpn vpn, Asid asid) {
    for (size_t size = 0; size < kPageSizes; ++size) {
      auto& set = set_of(vpn, size);
      const auto hit = std::ranges::find_if(set, [&](const TlbEntry& e) {
        return e.size() == size && e.covers(vpn) && (e.global || e.asid == asid);
      });
      if (hit == set.end()) continue;
      set.splice(set.begin(), set, hit);
      return &set.front();
    }
    return nullptr;
  }
  void fill(const TlbEntry& entry) {
    auto& set = set_of(entry.vpn, entry.size());
    set.remove_if([&](const TlbEntry& e) {
      return e.size() == entry.size() && e.vpn == entry.vpn &&
             (e.global || entry.global || e.asid == entry.asid);
    });
    if (set.size() == ways_) set.pop_back();
    set.push_front(entry);
  }
  size_t fence(const Fence& f) {
    size_t removed = 0;
    for (auto& set : sets_)
      removed += set.remove_if([&](const TlbEntry& e) {
        const bool address = f.all_addresses || e.covers(vpn_of(f.va));
        return address && (f.all_asids || (!e.global && e.asid == f.asid));
      });
    return removed;
  }
  size_t occupancy() const {
    size_t all = 0;
    for (const auto& set : sets_) all += set.size();
    return all;
  }

 private:
  std::list<TlbEntry>& set_of(Vpn vpn, size_t size) {
    return sets_[(vpn.value >> kPageSizeBits[size]) % sets_.size()];
  }
  size_t ways_;
  std::vector<std::list<TlbEntry>> sets_;
};

struct Shape {
  size_t ways, sets;
};
void PrintTo(const Shape& p, std::ostream* out) { *out << p.ways << 'x' << p.sets; }

class TlbProperty : public testing::TestWithParam<Shape> {
 protected:
  // Few pages around a few anchors, so that regions of all sizes overlap.
  Vpn random_vpn() {
    static constexpr uint64_t kAnchors[] = {0, 1ULL << 18, (1ULL << 27) + 512, (1ULL << 52) - 2048};
    return Vpn(kAnchors[random_() % 4] + random_() % (random_() % 4 == 0 ? 2048 : 24));
  }
  Asid random_asid() { return Asid(random_() % 3); }
  TlbEntry random_entry() {
    const VirtAddr va = addr_of(random_vpn());
    const bool napot = random_() % 4 == 0;
    const unsigned level = napot || random_() % 2 == 0 ? 0 : static_cast<unsigned>(random_() % 5);
    const uint64_t frame = random_() % 4096 * (1ULL << 36) + (napot ? 8 : 0);
    const Pte pte = Pte::make(Ppn(frame & Pte::kPpnMask), kUserRw | (napot ? Pte::kN : 0));
    return TlbEntry::make(va, random_asid(), pte, level, random_() % 5 == 0);
  }
  Fence random_fence() {
    const VirtAddr va = addr_of(random_vpn());
    switch (random_() % 16) {
      case 0:
        return Fence::all();
      case 1:
        return Fence::of_asid(random_asid());
      case 2:
      case 3:
      case 4:
      case 5:
        return Fence::of_address(va);
      default:
        return Fence::of_page(va, random_asid());
    }
  }
  std::mt19937_64 random_;
};

TEST_P(TlbProperty, equals_lists_in_order_of_use) {
  const uint64_t seed = seed_or(20261124);
  COWMMU_TRACE_SEED(seed);
  random_.seed(seed);
  const auto [ways, sets] = GetParam();
  TlbArray tlb({.entries = ways * sets, .ways = sets == 1 ? 0 : ways});
  NaiveTlb naive(ways, sets);
  uint64_t hits = 0, removed = 0;
  for (int step = 0; step < 60'000; ++step) {
    const uint64_t kind = random_() % 100;
    if (kind < 30) {
      const TlbEntry entry = random_entry();
      tlb.fill(entry);
      naive.fill(entry);
    } else if (kind < 97) {
      const Vpn vpn = random_vpn();
      const Asid asid = random_asid();
      const TlbEntry* expected = naive.lookup(vpn, asid);
      const TlbEntry* found = tlb.lookup(vpn, asid);
      ASSERT_EQ(found == nullptr, expected == nullptr) << "step " << step;
      if (expected == nullptr) continue;
      ASSERT_EQ(*found, *expected) << "step " << step;
      ASSERT_EQ(tlb.hinted(vpn, asid), found) << "step " << step;
      ++hits;
    } else {
      const Fence fence = random_fence();
      const size_t expected = naive.fence(fence);
      ASSERT_EQ(tlb.fence(fence), expected) << "step " << step;
      removed += expected;
    }
    ASSERT_EQ(tlb.occupancy(), naive.occupancy()) << "step " << step;
  }
  EXPECT_GT(hits, 1000u);
  EXPECT_GT(removed, 100u);
  EXPECT_EQ(tlb.stats().hits, hits);
}

INSTANTIATE_TEST_SUITE_P(Shapes, TlbProperty,
                         testing::Values(Shape{1, 1}, Shape{4, 1}, Shape{64, 1}, Shape{3, 1},
                                         Shape{1, 8}, Shape{2, 4}, Shape{4, 16}, Shape{12, 128}),
                         [](const auto& shape) {
                           return std::to_string(shape.param.ways) + "x" +
                                  std::to_string(shape.param.sets);
                         });

}  // namespace
}  // namespace cowmmu
