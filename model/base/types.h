// SPDX-License-Identifier: Apache-2.0
// Strong types for everything that is "a number" in an MMU: mixing two of them does not compile.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace cowmmu {

// A 64-bit quantity that converts to nothing else. `value` is the raw number, in the unit that the
// tag names. Only quantities of the same kind can be added, subtracted and compared.
template <class Tag>
struct Quantity {
  uint64_t value = 0;

  constexpr Quantity() = default;
  constexpr explicit Quantity(uint64_t v) : value(v) {}
  constexpr auto operator<=>(const Quantity&) const = default;

  constexpr Quantity& operator+=(Quantity o) { return value += o.value, *this; }
  constexpr Quantity& operator-=(Quantity o) { return value -= o.value, *this; }
  constexpr Quantity& operator++() { return ++value, *this; }
  friend constexpr Quantity operator+(Quantity a, Quantity b) { return a += b; }
  friend constexpr Quantity operator-(Quantity a, Quantity b) { return a -= b; }
  friend constexpr Quantity operator*(Quantity a, uint64_t n) { return Quantity(a.value * n); }
};

using VirtAddr = Quantity<struct VirtAddrTag>;  // byte address, virtual
using PhysAddr = Quantity<struct PhysAddrTag>;  // byte address, physical
using Vpn = Quantity<struct VpnTag>;            // virtual page number (4 KiB pages)
using Ppn = Quantity<struct PpnTag>;            // physical page number (4 KiB frames)
using LineAddr = Quantity<struct LineTag>;      // physical address / 64: a cache line
using Asid = Quantity<struct AsidTag>;          // address-space identifier, 16 bits (satp.ASID)
using Cycles = Quantity<struct CyclesTag>;      // core clock cycles
using Picos = Quantity<struct PicosTag>;        // picoseconds of simulated time
using HartId = Quantity<struct HartTag>;        // hart number, from 0
using Pid = Quantity<struct PidTag>;            // process, in creation order from 1 (init)
using Tid = Quantity<struct TidTag>;            // thread, in creation order from 1

inline constexpr uint64_t kPageShift = 12;
inline constexpr uint64_t kPageBytes = 1ULL << kPageShift;
inline constexpr uint64_t kLineShift = 6;
inline constexpr uint64_t kLineBytes = 1ULL << kLineShift;
inline constexpr uint64_t kLinesPerPage = kPageBytes / kLineBytes;
inline constexpr uint64_t kWordsPerLine = kLineBytes / 8;
inline constexpr uint64_t kPtesPerTable = kPageBytes / 8;

constexpr Vpn vpn_of(VirtAddr va) { return Vpn(va.value >> kPageShift); }
constexpr Ppn ppn_of(PhysAddr pa) { return Ppn(pa.value >> kPageShift); }
constexpr VirtAddr addr_of(Vpn vpn) { return VirtAddr(vpn.value << kPageShift); }
constexpr PhysAddr addr_of(Ppn ppn) { return PhysAddr(ppn.value << kPageShift); }
constexpr LineAddr line_of(PhysAddr pa) { return LineAddr(pa.value >> kLineShift); }
constexpr PhysAddr addr_of(LineAddr line) { return PhysAddr(line.value << kLineShift); }
constexpr uint64_t page_offset(VirtAddr va) { return va.value & (kPageBytes - 1); }
constexpr uint64_t page_offset(PhysAddr pa) { return pa.value & (kPageBytes - 1); }

}  // namespace cowmmu

template <class Tag>
struct std::hash<cowmmu::Quantity<Tag>> {
  size_t operator()(cowmmu::Quantity<Tag> q) const noexcept {
    // splitmix64's finaliser: page numbers are dense, so the bits must be spread.
    uint64_t x = q.value + 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
  }
};
