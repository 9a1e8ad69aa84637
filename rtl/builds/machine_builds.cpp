// SPDX-License-Identifier: Apache-2.0
#include "builds/machine_builds.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace cowmmu {
namespace {

// What is fixed when a block is built: the parameters below these groups, but for what the machine
// sets or does outside the block.
struct Block {
  std::string_view impl;
  std::span<const std::string_view> groups;
  std::span<const std::string_view> outside;
};
constexpr auto kMmuGroups =
    std::to_array<std::string_view>({"machine.tlb.", "machine.walker.", "machine.mmu."});
constexpr auto kMmuOutside = std::to_array<std::string_view>(
    {"machine.mmu.impl", "machine.mmu.fetch_ahead", "machine.walker.adue", "machine.walker.hier"});
constexpr Block kMmu{"machine.mmu.impl", kMmuGroups, kMmuOutside};
constexpr auto kCopierGroups = std::to_array<std::string_view>({"machine.copier."});
constexpr auto kCopierOutside = std::to_array<std::string_view>(
    {"machine.copier.impl", "machine.copier.submit_cycles", "machine.copier.deliver_cycles"});
constexpr Block kCopier{"machine.copier.impl", kCopierGroups, kCopierOutside};

bool is_built_in(const Block& block, const std::string& name) {
  const auto heads = [&name](std::string_view group) { return name.starts_with(group); };
  return std::ranges::any_of(block.groups, heads) &&
         std::ranges::find(block.outside, name) == block.outside.end();
}

// "machine.tlb.l1d.entries=4 (not 64)" for each size that differs.
std::vector<std::string> differences(const Block& block, const RtlBuild& build,
                                     const Params& params) {
  const ParamRegistry registry;
  const Params built = rtl_build_params(registry, build);
  std::vector<std::string> found;
  for (const std::string& name : registry.names()) {
    if (!is_built_in(block, name)) continue;
    const std::string is = to_text(registry.get(built, name));
    const std::string asked = to_text(registry.get(params, name));
    if (is != asked) found.push_back(fmt::format("{}={} (not {})", name, is, asked));
  }
  return found;
}

const RtlBuild* build_of(const Block& block, const Params& params) {
  for (const RtlBuild& build : all_rtl_builds())
    if (build.machine && differences(block, build, params).empty()) return &build;
  return nullptr;
}

void check_block(const Block& block, const Params& params) {
  if (build_of(block, params) != nullptr) return;
  std::vector<std::string> builds;
  for (const RtlBuild& build : all_rtl_builds()) {
    if (!build.machine) continue;
    const std::vector<std::string> needs = differences(block, build, params);
    builds.push_back(fmt::format("{} needs {}", build.name, fmt::join(needs, ", ")));
  }
  throw ParamError(
      fmt::format("{}=rtl: the RTL is not built in these sizes, allowed the sizes of a build: {}",
                  block.impl, fmt::join(builds, "; ")));
}

// A response cannot come in the cycle of its request.
void check_memory(const MachineParams& m) {
  const std::string name = m.cached ? "machine.cache.l1d.hit_cycles" : "machine.access_cycles";
  const uint64_t cycles = m.cached ? m.cache.l1d.hit_cycles : m.access_cycles;
  if (cycles < 2)
    throw ParamError(
        fmt::format("machine.mmu.impl=rtl and {}={}: memory must take at least 2 cycles for a PTE",
                    name, cycles));
}

}  // namespace

const RtlBuild* mmu_build(const Params& params) { return build_of(kMmu, params); }
const RtlBuild* copier_build(const Params& params) { return build_of(kCopier, params); }

std::vector<std::string> rtl_block_names(const MachineParams& machine) {
  std::vector<std::string> names;
  if (machine.mmu.impl == "rtl")
    for (uint64_t h = 0; h < machine.harts; ++h) names.push_back("mmu" + std::to_string(h));
  if (machine.copier.impl == "rtl") names.emplace_back("copier");
  return names;
}

void check_rtl_builds(const Params& params) {
  if (params.machine.mmu.impl == "rtl") {
    check_block(kMmu, params);
    check_memory(params.machine);
  }
  if (params.machine.copier.impl == "rtl") check_block(kCopier, params);
}

}  // namespace cowmmu
