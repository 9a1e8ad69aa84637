// SPDX-License-Identifier: Apache-2.0
#include "params/combinations.h"

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

void check_tlb(const std::string& group, const TlbParams& tlb) {
  const Named entries{group + ".entries", tlb.entries}, ways{group + ".ways", tlb.ways};
  if (tlb.ways != 0 && tlb.entries % tlb.ways != 0) {
    refuse(entries, ways, "entries must be a multiple of ways");
  }
}

void check_cache(const Named& bytes, const Named& ways) {
  if (bytes.value % (ways.value * kLineBytes) != 0) {
    refuse(bytes, ways, "bytes must be a multiple of ways times 64");
  }
}

void check_memory(const Params& params) {
  const Named bytes{"machine.dram.bytes", params.machine.dram.bytes};
  const Named channels{"machine.dram.channels", params.machine.dram.channels};
  if (bytes.value % (channels.value * kPageBytes) != 0) {
    refuse(bytes, channels, "bytes must be a multiple of channels times 4096");
  }
}

}  // namespace

void check_combination(const Params& params) {
  const auto& m = params.machine;
  check_tlb("machine.tlb.l1i", m.tlb.l1i);
  check_tlb("machine.tlb.l1d", m.tlb.l1d);
  check_tlb("machine.tlb.l2", m.tlb.l2);
  check_cache({"machine.cache.l1d.bytes", m.cache.l1d.bytes},
              {"machine.cache.l1d.ways", m.cache.l1d.ways});
  check_cache({"machine.cache.llc.bytes", m.cache.llc.bytes},
              {"machine.cache.llc.ways", m.cache.llc.ways});
  check_memory(params);
}

}  // namespace cowmmu
