// SPDX-License-Identifier: Apache-2.0
// Every parameter, as structs expanded from the *.def files: one line there is the only place that
// names a parameter, its default, range, unit, source and meaning. Names with dots are the members:
// "machine.tlb.l1d.entries" is Params::machine.tlb.l1d.entries.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cowmmu {

namespace param_types {
using u64 = uint64_t;
using f64 = double;
using boolean = bool;
// The first choice of "a|b|c" is the default.
inline std::string first_choice(std::string_view all) {
  return std::string(all.substr(0, all.find('|')));
}
}  // namespace param_types

#define PARAM(name, type, def, min, max, unit, source, meaning) param_types::type name = def;
#define CHOICE(name, choices, source, meaning) \
  std::string name = param_types::first_choice(choices);

struct TlbParams {  // the three TLBs share fields; tlb_l1i.def and tlb_l2.def give theirs other
                    // defaults
#include "params/tlb_l1d.def"
};
struct WalkerParams {
#include "params/walker.def"
};
struct MmuParams {
#include "params/mmu.def"
};
struct CopierParams {
#include "params/copier.def"
};
struct L1Params {
#include "params/cache_l1d.def"
};
struct LlcParams {
#include "params/cache_llc.def"
};
struct DramParams {
#include "params/dram.def"
};
struct FabricParams {
#include "params/fabric.def"
};
struct HartParams {
#include "params/hart.def"
};
struct CowParams {
#include "params/os_cow.def"
};
struct MemoryParams {
#include "params/os_memory.def"
};
struct CostParams {
#include "params/os_cost.def"
};
struct OsParams {
#include "params/os.def"
  CowParams cow;
  MemoryParams memory;
  CostParams cost;
};
#undef PARAM
#undef CHOICE

TlbParams default_l1i();
TlbParams default_l2();

struct TlbGroup {
  TlbParams l1i = default_l1i();
  TlbParams l1d;
  TlbParams l2 = default_l2();
};
struct CacheGroup {
  L1Params l1d;
  LlcParams llc;
};

#define PARAM(name, type, def, min, max, unit, source, meaning) param_types::type name = def;
#define CHOICE(name, choices, source, meaning) \
  std::string name = param_types::first_choice(choices);
struct MachineParams {
#include "params/machine.def"
  TlbGroup tlb;
  WalkerParams walker;
  MmuParams mmu;
  CopierParams copier;
  CacheGroup cache;
  DramParams dram;
  FabricParams fabric;
};
#undef PARAM
#undef CHOICE

struct Params {
  MachineParams machine;
  HartParams hart;
  OsParams os;
};

}  // namespace cowmmu
