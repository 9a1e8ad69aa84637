// SPDX-License-Identifier: Apache-2.0
#include "params/presets.h"

#include <gtest/gtest.h>

#include "params/combinations.h"

namespace cowmmu {
namespace {

TEST(Presets, server_is_the_default_and_changes_nothing) {
  const ParamRegistry registry;
  const Params server = preset_params(registry, kDefaultPreset);
  for (const ParamInfo& info : registry.all()) {
    EXPECT_EQ(registry.get(server, info.name), info.initial) << info.name;
  }
}

TEST(Presets, every_change_holds_has_a_source_and_is_legal_together) {
  const ParamRegistry registry;
  for (const Preset& preset : all_presets()) {
    const Params params = preset_params(registry, preset.name);
    EXPECT_NO_THROW(check_combination(params)) << preset.name;
    for (const PresetChange& c : preset.changes) {
      EXPECT_FALSE(c.source.empty()) << c.name;
      EXPECT_EQ(to_text(registry.get(params, c.name)), c.value) << preset.name << " " << c.name;
    }
  }
}

TEST(Presets, unit_leaves_no_straight_line_cost) {
  const ParamRegistry registry;
  const Params unit = preset_params(registry, "unit");
  for (const ParamInfo& info : registry.all()) {
    if (!info.name.starts_with("os.cost.")) continue;
    const std::string value = to_text(registry.get(unit, info.name));
    const bool flush = info.name == "os.cost.fork_flush";  // fork's flush is part of the formula
    EXPECT_TRUE(value == "0" || value == "free" || flush) << info.name << " is " << value;
  }
}

TEST(Presets, infos_carry_the_presets_value_and_source) {
  const ParamRegistry registry;
  for (const ParamInfo& info : preset_infos(registry, "riscv")) {
    if (info.name != "os.flush_ceiling") continue;
    EXPECT_EQ(to_text(info.initial), "64");
    EXPECT_EQ(info.source, "Linux/RISC-V tlb_flush_all_threshold");
  }
}

TEST(Presets, unknown_preset_names_the_nearest) {
  try {
    find_preset("sever");
    FAIL() << "no error";
  } catch (const ParamError& e) {
    EXPECT_STREQ(e.what(),
                 "preset: found sever, allowed one of server, riscv, unit (did you mean server?)");
  }
}

}  // namespace
}  // namespace cowmmu
