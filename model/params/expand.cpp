// SPDX-License-Identifier: Apache-2.0
// Expands the *.def files into the registry's list. GROUP is the member of Params that a file
// fills: its spelling is the parameters' prefix, too.
#include <sstream>

#include "base/check.h"
#include "params/choices.h"
#include "params/registry.h"

namespace cowmmu {
namespace {

using param_types::boolean;
using param_types::f64;
using param_types::u64;

constexpr const char* type_name(u64) { return "integer"; }
constexpr const char* type_name(f64) { return "real"; }
constexpr const char* type_name(boolean) { return "boolean"; }

struct Text {
  const char* unit;
  const char* source;
  const char* meaning;
};

template <class T>
ParamInfo number(const char* name, T def, T min, T max, Text text) {
  return {name, type_name(T{}), def, min, max, {}, text.unit, text.source, text.meaning, nullptr};
}

ParamInfo choice(const char* name, const char* choices, Text text) {
  std::vector<std::string> list;
  std::istringstream in(choices);
  for (std::string one; std::getline(in, one, '|');) list.push_back(one);
  const std::string def = list.front();
  return {name, "choice", def, def, def, list, text.unit, text.source, text.meaning, nullptr};
}

using List = std::vector<ParamInfo>;

#define FIELD(name) [](Params& p) -> ParamField { return &p.GROUP.name; }
#define PARAM(name, type, def, min, max, unit, source, meaning)                                    \
  list.push_back(number<type>(COWMMU_STRING(GROUP.name), def, min, max, {unit, source, meaning})); \
  list.back().field = FIELD(name);
#define CHOICE(name, choices, source, meaning)                                       \
  list.push_back(choice(COWMMU_STRING(GROUP.name), choices, {"", source, meaning})); \
  list.back().field = FIELD(name);

void add_translation(List& list) {
#define GROUP machine.tlb.l1i
#include "params/tlb_l1i.def"
#undef GROUP
#define GROUP machine.tlb.l1d
#include "params/tlb_l1d.def"
#undef GROUP
#define GROUP machine.tlb.l2
#include "params/tlb_l2.def"
#undef GROUP
#define GROUP machine.walker
#include "params/walker.def"
#undef GROUP
#define GROUP machine.mmu
#include "params/mmu.def"
#undef GROUP
}

void add_memory(List& list) {
#define GROUP machine.copier
#include "params/copier.def"
#undef GROUP
#define GROUP machine.cache.l1d
#include "params/cache_l1d.def"
#undef GROUP
#define GROUP machine.cache.llc
#include "params/cache_llc.def"
#undef GROUP
#define GROUP machine.dram
#include "params/dram.def"
#undef GROUP
#define GROUP machine.fabric
#include "params/fabric.def"
#undef GROUP
}

void add_machine(List& list) {
#define GROUP machine
#include "params/machine.def"
#undef GROUP
  add_translation(list);
  add_memory(list);
}

void add_hart(List& list) {
#define GROUP hart
#include "params/hart.def"
#undef GROUP
}

void add_os(List& list) {
#define GROUP os
#include "params/os.def"
#undef GROUP
#define GROUP os.cow
#include "params/os_cow.def"
#undef GROUP
#define GROUP os.memory
#include "params/os_memory.def"
#undef GROUP
#define GROUP os.cost
#include "params/os_cost.def"
#undef GROUP
}

}  // namespace

std::vector<ParamInfo> all_params() {
  List list;
  add_machine(list);
  add_hart(list);
  add_os(list);
  for (ParamInfo& info : list)
    for (std::string& value : added_names(info.name)) info.choices.push_back(std::move(value));
  return list;
}

}  // namespace cowmmu
