// SPDX-License-Identifier: Apache-2.0
#include "params/combinations.h"

#include <algorithm>
#include <bit>

#include "base/paging.h"
#include "base/types.h"

namespace cowmmu {
namespace {

struct Named {
  std::string name;
  uint64_t value;
  std::string text() const { return name + "=" + std::to_string(value); }
};

[[noreturn]] void refuse(const Named& a, const Named& b, const std::string& rule) {
  throw ParamError(a.text() + " and " + b.text() + ": " + rule);
}

// An index of sets is a field of the address: `size` / (`unit` * `ways`) must be a power of two.
// Names the sizes next to the one found that would do.
void check_sets(const Named& size, const Named& ways, uint64_t unit, const std::string& rule) {
  const uint64_t way = ways.value * unit;
  if (size.value % way == 0 && std::has_single_bit(size.value / way)) return;
  const uint64_t below = way * std::bit_floor(std::max<uint64_t>(1, size.value / way));
  const uint64_t above = below < size.value ? 2 * below : below;
  const std::string key = size.name.substr(size.name.rfind('.') + 1);
  std::string remedy = "for example " + key + "=" + std::to_string(below);
  if (above != below) remedy += " or " + std::to_string(above);
  refuse(size, ways, rule + ", " + remedy);
}

void check_tlb(const std::string& group, const TlbParams& tlb) {
  if (tlb.ways == 0) return;
  check_sets({group + ".entries", tlb.entries}, {group + ".ways", tlb.ways}, 1,
             "entries / ways must be a power of two");
}

void check_cache(const Named& bytes, const Named& ways) {
  check_sets(bytes, ways, kLineBytes, "bytes / 64 / ways must be a power of two");
}

void check_power_of_two(const Named& of) {
  if (std::has_single_bit(of.value)) return;
  const uint64_t below = std::bit_floor(of.value);
  throw ParamError(of.text() + ": must be a power of two, for example " + std::to_string(below) +
                   " or " + std::to_string(2 * below));
}

void check_memory(const DramParams& dram) {
  const Named bytes{"machine.dram.bytes", dram.bytes};
  const Named channels{"machine.dram.channels", dram.channels};
  check_power_of_two(channels);
  check_power_of_two({"machine.dram.ranks", dram.ranks});
  if (bytes.value % (channels.value * kPageBytes) != 0) {
    refuse(bytes, channels, "bytes must be a multiple of channels times 4096");
  }
}

void check_write_drain(const DramParams& dram) {
  const Named queue{"machine.dram.write_queue", dram.write_queue};
  const Named high{"machine.dram.write_high", dram.write_high};
  const Named low{"machine.dram.write_low", dram.write_low};
  if (high.value > queue.value) {
    refuse(high, queue, "write_high must not exceed write_queue: lower the one or raise the other");
  }
  if (low.value >= high.value) {
    refuse(low, high, "write_low must be below write_high: lower the one or raise the other");
  }
}

// What an MMU needs that works cycle by cycle (mmu/timed_mmu.h), so that several walks can be under
// way.
void check_fetch_ahead(const MachineParams& m) {
  if (!m.mmu.fetch_ahead) return;
  const Named on{"machine.mmu.fetch_ahead", 1};
  const Named start{"machine.walker.start_cycles", m.walker.start_cycles};
  const uint64_t look = m.walker.pwc_entries != 0 ? m.walker.pwc_cycles : 1;
  if (start.value == 0 || start.value + look < 2)
    refuse(on, start, "a walk must take at least a cycle to start, and two with its walk caches");
  const Named memory = m.cached ? Named{"machine.cache.l1d.hit_cycles", m.cache.l1d.hit_cycles}
                                : Named{"machine.access_cycles", m.access_cycles};
  if (memory.value < 2) refuse(on, memory, "memory must take at least 2 cycles for a PTE");
  const uint64_t sets = m.tlb.l2.ways == 0 ? 1 : m.tlb.l2.entries / m.tlb.l2.ways;
  for (const Named& fence : {Named{"machine.mmu.fence_all_cycles", m.mmu.fence_all_cycles},
                             Named{"machine.mmu.fence_asid_cycles", m.mmu.fence_asid_cycles}})
    if (fence.value <= sets)
      refuse(on, fence, "must be more than the L2 TLB's sets, " + std::to_string(sets));
  for (const Named& fence : {Named{"machine.mmu.fence_address_cycles", m.mmu.fence_address_cycles},
                             Named{"machine.mmu.fence_both_cycles", m.mmu.fence_both_cycles}})
    if (fence.value <= kPageSizes)
      refuse(on, fence, "must be more than the page sizes, " + std::to_string(kPageSizes));
}

}  // namespace

void check_combination(const Params& params) {
  const auto& m = params.machine;
  check_tlb("machine.tlb.l1i", m.tlb.l1i);
  check_tlb("machine.tlb.l1d", m.tlb.l1d);
  check_tlb("machine.tlb.l2", m.tlb.l2);
  check_cache({"machine.cache.l1d.bytes", m.cache.l1d.bytes},
              {"machine.cache.l1d.ways", m.cache.l1d.ways});
  if (m.cache.llc.bytes != 0) {
    check_cache({"machine.cache.llc.bytes", m.cache.llc.bytes},
                {"machine.cache.llc.ways", m.cache.llc.ways});
  }
  check_memory(m.dram);
  check_write_drain(m.dram);
  check_fetch_ahead(m);
}

}  // namespace cowmmu
