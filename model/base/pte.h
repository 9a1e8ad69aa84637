// SPDX-License-Identifier: Apache-2.0
// A page-table entry of Sv39, Sv48 and Sv57 (privileged spec, figure "Sv39 page table entry"), with
// Svnapot's N bit. A value: reading and writing it in memory is somebody else's business.
#pragma once

#include <cstdint>

#include "base/types.h"

namespace cowmmu {

class Pte {
 public:
  static constexpr uint64_t kV = 1 << 0, kR = 1 << 1, kW = 1 << 2, kX = 1 << 3, kU = 1 << 4;
  static constexpr uint64_t kG = 1 << 5, kA = 1 << 6, kD = 1 << 7;
  static constexpr uint64_t kCow = 1 << 8;      // RSW bit 0: software's copy-on-write mark
  static constexpr uint64_t kSpecial = 1 << 9;  // RSW bit 1: the frame has no owner (zero page)
  static constexpr uint64_t kN = 1ULL << 63;    // Svnapot
  static constexpr uint64_t kPbmt = 3ULL << 61, kReserved = 0x7fULL << 54;
  // With machine.walker.hier, in a non-leaf PTE: nothing below it may be written. Reserved else.
  static constexpr uint64_t kWriteProtect = 1ULL << 54;
  static constexpr unsigned kPpnShift = 10;
  static constexpr uint64_t kPpnMask = (1ULL << 44) - 1;

  constexpr Pte() = default;
  constexpr explicit Pte(uint64_t bits) : bits_(bits) {}
  static constexpr Pte make(Ppn ppn, uint64_t flags) {
    return Pte((ppn.value << kPpnShift) | flags);
  }

  constexpr uint64_t bits() const { return bits_; }
  constexpr bool has(uint64_t flags) const { return (bits_ & flags) == flags; }
  constexpr bool any(uint64_t flags) const { return (bits_ & flags) != 0; }
  constexpr bool valid() const { return has(kV); }
  constexpr bool readable() const { return has(kR); }
  constexpr bool writable() const { return has(kW); }
  constexpr bool executable() const { return has(kX); }
  constexpr bool user() const { return has(kU); }
  constexpr bool global() const { return has(kG); }
  constexpr bool accessed() const { return has(kA); }
  constexpr bool dirty() const { return has(kD); }
  constexpr bool cow() const { return has(kCow); }
  constexpr bool napot() const { return has(kN); }
  constexpr bool leaf() const { return any(kR | kW | kX); }  // meaningful where valid()
  constexpr Ppn ppn() const { return Ppn((bits_ >> kPpnShift) & kPpnMask); }

  constexpr Pte with(uint64_t flags) const { return Pte(bits_ | flags); }
  constexpr Pte without(uint64_t flags) const { return Pte(bits_ & ~flags); }
  constexpr bool operator==(const Pte&) const = default;

 private:
  uint64_t bits_ = 0;
};

}  // namespace cowmmu
