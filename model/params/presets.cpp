// SPDX-License-Identifier: Apache-2.0
#include "params/presets.h"

#include <algorithm>
#include <array>

#include "params/names.h"

namespace cowmmu {
namespace {

constexpr std::string_view kRegisterSave = "31 registers and CSRs saved by an in-order RISC-V core";
constexpr auto kRiscv = std::to_array<PresetChange>({
    {"hart.trap_entry_cycles", "100", kRegisterSave},
    {"hart.trap_return_cycles", "60", kRegisterSave},
    {"hart.syscall_entry_cycles", "100", "one trap vector for all causes"},
    {"hart.syscall_return_cycles", "60", "one trap vector for all causes"},
    {"hart.interrupt_entry_cycles", "100", "one trap vector for all causes"},
    {"hart.interrupt_return_cycles", "60", "one trap vector for all causes"},
    {"machine.walker.adue", "false", "Svade: mandatory in RVA23S64, Svadu is optional"},
    {"os.flush_ceiling", "64", "Linux/RISC-V tlb_flush_all_threshold"},
    {"os.svvptc", "false", "Svvptc is optional"},
});

// Every access, look-up, trap and message leg takes one cycle (or none where it is a part of
// another), straight-line code none: what is left can be counted by hand.
constexpr std::string_view kOne = "preset unit: one cycle a step";
constexpr std::string_view kNone = "preset unit: no cost of its own";
constexpr auto kUnit = std::to_array<PresetChange>({
    {"machine.cached", "false", "preset unit: caches off, no DRAM timing, so no refresh"},
    {"machine.access_cycles", "1", kOne},
    {"machine.tlb.l1i.hit_cycles", "1", kOne},
    {"machine.tlb.l1d.hit_cycles", "1", kOne},
    {"machine.tlb.l2.hit_cycles", "1", kOne},
    {"machine.walker.start_cycles", "0", kNone},
    {"machine.walker.pwc_entries", "0", "preset unit: every walk reads a PTE a level"},
    {"machine.walker.pwc_cycles", "0", kNone},
    {"machine.walker.fill_cycles", "0", kNone},
    {"machine.mmu.fence_address_cycles", "1", kOne},
    {"machine.mmu.fence_both_cycles", "1", kOne},
    {"machine.mmu.fence_asid_cycles", "1", kOne},
    {"machine.mmu.fence_all_cycles", "1", kOne},
    {"machine.fabric.ipi_send_cycles", "1", kOne},
    {"machine.fabric.ipi_deliver_cycles", "1", kOne},
    {"machine.fabric.fence_send_cycles", "1", kOne},
    {"machine.fabric.fence_deliver_cycles", "1", kOne},
    {"machine.fabric.fence_ack_cycles", "1", kOne},
    {"machine.copier.start_cycles", "1", kOne},
    {"machine.copier.submit_cycles", "1", kOne},
    {"machine.copier.deliver_cycles", "1", kOne},
    {"hart.mshrs", "1", kOne},
    {"hart.copy_line_cycles", "1", kOne},
    {"hart.atomic_cycles", "0", "preset unit: an atomic is one access"},
    {"hart.trap_entry_cycles", "1", kOne},
    {"hart.trap_return_cycles", "1", kOne},
    {"hart.syscall_entry_cycles", "1", kOne},
    {"hart.syscall_return_cycles", "1", kOne},
    {"hart.interrupt_entry_cycles", "1", kOne},
    {"hart.interrupt_return_cycles", "1", kOne},
    {"os.time_slice_us", "1000000", "preset unit: no tick within a measured run"},
    {"os.memory.hart_cache", "1048575", "preset unit: freed frames stay with their hart"},
    {"os.cost.locks", "free", kNone},
    {"os.cost.accounting", "free", kNone},
    {"os.cost.syscall", "0", kNone},
    {"os.cost.fork_base", "0", kNone},
    {"os.cost.fork_vma", "0", kNone},
    {"os.cost.fork_pte", "0", kNone},
    {"os.cost.fault", "0", kNone},
    {"os.cost.alloc", "0", kNone},
    {"os.cost.free", "0", kNone},
    {"os.cost.buddy_step", "0", kNone},
    {"os.cost.vma_op", "0", kNone},
    {"os.cost.unmap_pte", "0", kNone},
    {"os.cost.exec_base", "0", kNone},
    {"os.cost.exit_base", "0", kNone},
    {"os.cost.context_switch", "0", kNone},
    {"os.cost.schedule", "0", kNone},
    {"os.cost.ipi_handler", "0", kNone},
    {"os.cost.lock", "0", kNone},
    {"os.cost.charge", "0", kNone},
});

constexpr auto kPresets = std::to_array<Preset>({
    {"server", "a 3 GHz server core's costs on RISC-V's page-table format (the default)", {}},
    {"riscv", "the same machine with a RISC-V core's traps, Svade and Linux/RISC-V's ceiling",
     kRiscv},
    {"unit", "one cycle a step and no caches: costs are closed formulas", kUnit},
});

}  // namespace

std::span<const Preset> all_presets() { return kPresets; }

std::vector<std::string> preset_names() {
  std::vector<std::string> names;
  names.reserve(kPresets.size());
  for (const Preset& preset : kPresets) names.emplace_back(preset.name);
  return names;
}

const Preset& find_preset(std::string_view name) {
  const auto it = std::ranges::find(kPresets, name, &Preset::name);
  if (it != kPresets.end()) return *it;
  const auto names = preset_names();
  throw ParamError("preset: found " + std::string(name) + ", allowed one of " + join_names(names) +
                   did_you_mean(name, names));
}

Params preset_params(const ParamRegistry& registry, std::string_view name) {
  Params params;
  for (const PresetChange& c : find_preset(name).changes) {
    registry.set_text(params, c.name, c.value);
  }
  return params;
}

std::vector<ParamInfo> preset_infos(const ParamRegistry& registry, std::string_view name) {
  const Params params = preset_params(registry, name);
  std::vector<ParamInfo> infos(registry.all().begin(), registry.all().end());
  for (ParamInfo& info : infos) {
    info.initial = registry.get(params, info.name);
    for (const PresetChange& c : find_preset(name).changes) {
      if (c.name == info.name) info.source = c.source;
    }
  }
  return infos;
}

}  // namespace cowmmu
