// SPDX-License-Identifier: Apache-2.0
// Random leaf PTEs, most of them good, every rule of the spec broken now and then; and requests in
// random states.
#pragma once

#include <random>

#include "fake_memory.h"
#include "walker/walker.h"

namespace cowmmu::test {

class RandomPtes {
 public:
  explicit RandomPtes(uint64_t seed) : random_(seed) {}

  uint64_t below(uint64_t n) { return random_() % n; }
  bool one_in(uint64_t n) { return below(n) == 0; }
  // A frame number of `bits` bits, aligned as a leaf of the level must be.
  Pte leaf(unsigned level, unsigned bits) {
    uint64_t frame = random_() & ((1ULL << bits) - 1);
    uint64_t flags = kRwxu | kAd | (random_() & (Pte::kCow | Pte::kSpecial));
    if (one_in(5)) flags |= Pte::kG;
    if (one_in(2)) flags &= ~(random_() & kAd);
    if (one_in(4)) flags &= ~(random_() & random_() & kRwxu);
    if (!one_in(12)) frame &= ~(pages_of_level(level) - 1);
    if (one_in(level == 0 ? 4 : 30)) {
      flags |= Pte::kN;
      if (!one_in(8)) frame = (frame & ~0xfULL) | 8;
    }
    if (one_in(60)) flags |= 1ULL << (54 + below(9));
    return Pte::make(Ppn(frame), flags);
  }
  uint64_t pointer_flags() {
    if (one_in(60)) return Pte::kV | (random_() & (Pte::kN | Pte::kU | kAd));
    return Pte::kV | (one_in(12) ? Pte::kG : 0) | (one_in(16) ? Pte::kWriteProtect : 0);
  }
  Access access() { return static_cast<Access>(below(3)); }
  TranslationState state(const Satp& satp) {
    return {satp, one_in(3) ? Privilege::kSupervisor : Privilege::kUser, one_in(2), one_in(2),
            !one_in(3)};
  }
  // Of any of the four kinds.
  Fence fence(VirtAddr va, Asid asid) {
    return {.all_addresses = one_in(2), .all_asids = one_in(2), .va = va, .asid = asid};
  }
  std::mt19937_64& bits() { return random_; }

 private:
  std::mt19937_64 random_;
};

}  // namespace cowmmu::test
