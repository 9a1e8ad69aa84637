// SPDX-License-Identifier: Apache-2.0
// Leaves of all levels, Svnapot, permissions, and the global bit.
#include "walker_fixture.h"

namespace cowmmu::test {
namespace {

constexpr PagingMode kModes[] = {PagingMode::kSv39, PagingMode::kSv48, PagingMode::kSv57};

TEST_F(WalkerTest, leaves_stand_at_every_level_of_every_mode) {
  for (const PagingMode mode : kModes)
    for (unsigned level = 0; level < levels_of(mode); ++level) {
      memory_ = {};
      memory_.mode = mode;
      walker_.fence(Fence::all());
      const Ppn frame(level == 4 ? 3ULL << 36 : 5ULL << 27);
      memory_.map(kVa, Pte::make(frame, kGood), level);
      const WalkResult r = walk();
      EXPECT_EQ(r.cause, Cause::kNone);
      EXPECT_EQ(r.level, level);
      EXPECT_EQ(r.leaf.ppn(), frame);
      EXPECT_EQ(r.pte_reads, levels_of(mode) - level);
    }
}

TEST_F(WalkerTest, a_superpage_misaligned_by_any_bit_faults) {
  memory_.mode = PagingMode::kSv57;
  for (unsigned level = 1; level <= 4; ++level)
    for (unsigned bit = 0; bit < 9 * level; ++bit) {
      const Ppn frame(1ULL << 43 | 1ULL << bit);
      memory_.words.clear();
      memory_.map(kVa, Pte::make(frame, kGood), level);
      walker_.fence(Fence::all());
      EXPECT_EQ(cause(), Cause::kLoadPageFault) << level << " " << bit;
    }
}

TEST_F(WalkerTest, napot_takes_the_64_kib_encoding_only) {
  for (uint64_t low = 0; low < 16; ++low) {
    memory_.map(kVa, Pte::make(Ppn(0x50 | low), kGood | Pte::kN));
    EXPECT_EQ(cause(), low == 8 ? Cause::kNone : Cause::kLoadPageFault) << low;
  }
}

TEST_F(WalkerTest, napot_above_level_0_is_reserved) {
  EXPECT_EQ(cause_of(kGood | Pte::kN, 1), Cause::kLoadPageFault);
  memory_.map(kVa, Pte::make(Ppn(0x8), kGood | Pte::kN), 1);
  EXPECT_EQ(cause(), Cause::kLoadPageFault);
}

struct Permission {
  const char* flags;  // of the PTE, out of "rwxu"
  Privilege privilege;
  bool sum, mxr;
  const char* allowed;  // out of "rwx"
};

uint64_t bits_of(std::string_view flags) {
  uint64_t bits = Pte::kV | kAd;
  for (const char c : flags)
    bits |= c == 'r' ? Pte::kR : c == 'w' ? Pte::kW : c == 'x' ? Pte::kX : Pte::kU;
  return bits;
}

constexpr Privilege kUser = Privilege::kUser, kSuper = Privilege::kSupervisor;

// Written from the spec's text (sstatus.SUM, sstatus.MXR, PTE bits), line by line.
constexpr Permission kTable[] = {
    {"ru", kUser, false, false, "r"},     {"rwu", kUser, false, false, "rw"},
    {"xu", kUser, false, false, "x"},     {"rxu", kUser, false, false, "rx"},
    {"rwxu", kUser, false, false, "rwx"}, {"xu", kUser, false, true, "rx"},
    {"xu", kUser, true, false, "x"},      {"rwx", kUser, false, false, ""},
    {"rwx", kUser, true, true, ""},       {"r", kSuper, false, false, "r"},
    {"rw", kSuper, false, false, "rw"},   {"x", kSuper, false, false, "x"},
    {"rwx", kSuper, false, false, "rwx"}, {"x", kSuper, false, true, "rx"},
    {"rwxu", kSuper, false, false, ""},   {"rwxu", kSuper, false, true, ""},
    {"rwxu", kSuper, true, false, "rw"},  {"ru", kSuper, true, false, "r"},
    {"xu", kSuper, true, false, ""},      {"xu", kSuper, true, true, "r"},
    {"rwx", kSuper, true, true, "rwx"},
};

TEST_F(WalkerTest, permissions_are_those_of_the_spec) {
  for (const Permission& p : kTable) {
    memory_.map(kVa, Pte::make(Ppn(5), bits_of(p.flags)));
    state_.privilege = p.privilege;
    state_.sum = p.sum;
    state_.mxr = p.mxr;
    const std::string_view allowed = p.allowed;
    for (const auto& [letter, access] :
         {std::pair{'r', Access::kLoad}, {'w', Access::kStore}, {'x', Access::kFetch}}) {
      const bool ok = allowed.find(letter) != allowed.npos;
      EXPECT_EQ(cause(access), ok ? Cause::kNone : page_fault(access))
          << p.flags << " sum " << p.sum << " mxr " << p.mxr << " " << letter;
    }
  }
}

TEST_F(WalkerTest, global_gathers_from_every_level) {
  memory_.map(kVa, Pte::make(Ppn(5), kGood));
  for (unsigned level = 0; level < 3; ++level) {
    const PhysAddr slot = memory_.slot_of(kVa, level);
    const Pte plain = memory_.pte_at(slot);
    walker_.fence(Fence::all());
    EXPECT_FALSE(walk().global);
    memory_.set(slot, plain.with(Pte::kG));
    walker_.fence(Fence::all());
    EXPECT_TRUE(walk().global) << level;
    EXPECT_TRUE(walk().global) << level << ", from the walk cache";
    memory_.set(slot, plain);
  }
}

}  // namespace
}  // namespace cowmmu::test
