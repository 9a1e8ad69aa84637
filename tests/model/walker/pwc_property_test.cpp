// SPDX-License-Identifier: Apache-2.0
// Random page tables: with fences where the spec asks for them, a walker with walk caches answers
// as a walk of the tables by hand does.
#include <optional>
#include <random>

#include "base/seed.h"
#include "walker_fixture.h"

namespace cowmmu {
// Found by GoogleTest in the type's own namespace.
static void PrintTo(PagingMode mode, std::ostream* out) { *out << "sv" << va_bits_of(mode); }
}  // namespace cowmmu

namespace cowmmu::test {
namespace {

// The tables read from the root, without caches or judgement.
std::optional<Pte> read_by_hand(FakeMemory& memory, VirtAddr va) {
  Ppn table = memory.root;
  for (unsigned level = levels_of(memory.mode); level-- > 0;) {
    const Pte pte = memory.pte_at(PhysAddr(addr_of(table).value + 8 * vpn_index(va, level)));
    if (!pte.valid()) return std::nullopt;
    if (pte.leaf()) return pte;
    table = pte.ppn();
  }
  return std::nullopt;
}

class WalkProperty : public WalkerTest, public testing::WithParamInterface<PagingMode> {
 protected:
  VirtAddr random_va() {
    // Three indexes a level: tables are shared, and tiny walk caches overflow.
    uint64_t va = 0;
    for (unsigned level = 0; level + 1 < levels_of(memory_.mode); ++level)
      va |= random_() % 3 << (kPageShift + 9ULL * level);
    return VirtAddr(va);
  }
  void change_tables() {
    const VirtAddr va = random_va();
    const bool remove_table = random_() % 8 == 0;
    if (!remove_table) {
      memory_.map(va, Pte::make(Ppn(random_() % 1000), kRwxu | kAd));
      walker_.fence(Fence::of_page(va, asid_));
      return;
    }
    const PhysAddr slot = memory_.slot_of(va, 1);
    if (!memory_.pte_at(slot).valid()) return;
    memory_.set(slot, Pte(0));  // the table is gone: an rs1 = x0 fence (os.md, point 8)
    walker_.fence(Fence::of_asid(asid_));
  }
  std::mt19937_64 random_;
};

TEST_P(WalkProperty, equals_tables_read_by_hand) {
  const uint64_t seed = seed_or(7);
  COWMMU_TRACE_SEED(seed);
  random_.seed(seed);
  params_.pwc_entries = 2;
  walker_ = Walker(params_);
  memory_.mode = GetParam();
  uint64_t hits = 0;
  for (int step = 0; step < 20'000; ++step) {
    if (random_() % 10 == 0) change_tables();
    const VirtAddr va = random_va();
    const std::optional<Pte> expected = read_by_hand(memory_, va);
    const WalkResult r = walk(Access::kLoad, va);
    ASSERT_EQ(r.cause == Cause::kNone, expected.has_value()) << "step " << step;
    ASSERT_EQ(r.leaf, expected.value_or(Pte())) << "step " << step;
    hits += expected.has_value();
  }
  EXPECT_GT(hits, 1000u);
  EXPECT_GT(walker_.pwc().stats().hits, 1000u);
  EXPECT_GT(walker_.pwc().stats().evictions, 100u);
}

INSTANTIATE_TEST_SUITE_P(Modes, WalkProperty,
                         testing::Values(PagingMode::kSv39, PagingMode::kSv48, PagingMode::kSv57),
                         [](const auto& mode) {
                           return "sv" + std::to_string(va_bits_of(mode.param));
                         });

}  // namespace
}  // namespace cowmmu::test
