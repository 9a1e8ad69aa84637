// SPDX-License-Identifier: Apache-2.0
// Paging modes, access kinds and exception causes of the RISC-V privileged specification.
#pragma once

#include <cstdint>

#include "base/types.h"

namespace cowmmu {

// satp.MODE (privileged spec, "Supervisor Address Translation and Protection Register").
enum class PagingMode : uint8_t { kBare = 0, kSv39 = 8, kSv48 = 9, kSv57 = 10 };

// Levels of page table: 3, 4 or 5. Level 0 holds the 4 KiB leaves.
constexpr unsigned levels_of(PagingMode m) {
  return m == PagingMode::kBare ? 0 : static_cast<unsigned>(m) - 5;
}
constexpr unsigned va_bits_of(PagingMode m) { return 12 + 9 * levels_of(m); }

// Bits 63 .. va_bits must equal bit va_bits-1.
constexpr bool is_canonical(PagingMode m, VirtAddr va) {
  const unsigned shift = 64 - va_bits_of(m);
  return static_cast<uint64_t>(static_cast<int64_t>(va.value << shift) >> shift) == va.value;
}
// VPN[level] of the address: an index into a table of 512 PTEs.
constexpr uint64_t vpn_index(VirtAddr va, unsigned level) {
  return (va.value >> (kPageShift + 9 * level)) & (kPtesPerTable - 1);
}
// 4 KiB pages that a leaf at this level maps: 1, 512, 262144 ...
constexpr uint64_t pages_of_level(unsigned level) { return 1ULL << (9 * level); }
// Sizes of page that a TLB holds: a leaf of each level, and 64 KiB (Svnapot).
inline constexpr uint64_t kPageSizes = 6;

struct Satp {
  PagingMode mode = PagingMode::kBare;
  Asid asid{};
  Ppn root{};
  constexpr bool operator==(const Satp&) const = default;

  static constexpr Satp from_bits(uint64_t bits) {
    return {static_cast<PagingMode>(bits >> 60), Asid((bits >> 44) & 0xffff),
            Ppn(bits & ((1ULL << 44) - 1))};
  }
};

enum class Access : uint8_t { kLoad, kStore, kFetch };
enum class Privilege : uint8_t { kUser, kSupervisor };

// scause exception codes (privileged spec, table of supervisor causes). kNone is not a cause.
enum class Cause : uint8_t {
  kNone = 0xff,
  kFetchAccessFault = 1,
  kLoadAccessFault = 5,
  kStoreAccessFault = 7,
  kFetchPageFault = 12,
  kLoadPageFault = 13,
  kStorePageFault = 15,
};
constexpr Cause page_fault(Access a) {
  return a == Access::kFetch  ? Cause::kFetchPageFault
         : a == Access::kLoad ? Cause::kLoadPageFault
                              : Cause::kStorePageFault;
}
constexpr Cause access_fault(Access a) {
  return a == Access::kFetch  ? Cause::kFetchAccessFault
         : a == Access::kLoad ? Cause::kLoadAccessFault
                              : Cause::kStoreAccessFault;
}

// What an sfence.vma orders (privileged spec, SFENCE.VMA). rs1 = x0: every address, non-leaf PTEs
// included; otherwise only the leaf of that address. rs2 = x0: every ASID and global mappings.
struct Fence {
  bool all_addresses = true;
  bool all_asids = true;
  VirtAddr va{};
  Asid asid{};
  constexpr bool operator==(const Fence&) const = default;
  static constexpr Fence all() { return {}; }
  static constexpr Fence of_asid(Asid a) { return {true, false, {}, a}; }
  static constexpr Fence of_address(VirtAddr v) { return {false, true, v, {}}; }
  static constexpr Fence of_page(VirtAddr v, Asid a) { return {false, false, v, a}; }
};

}  // namespace cowmmu
