// SPDX-License-Identifier: Apache-2.0
// RtlBuild: the sizes that the RTL twins exist in. RTL is fixed when it is built, so each set of
// sizes is a build with a name; its parameters are those of model/params with some changed.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "params/params.h"
#include "params/registry.h"

namespace cowmmu {

struct RtlChange {
  std::string_view name, value;
};
struct RtlBuild {
  std::string_view name;
  std::string_view meaning;
  bool machine;  // may simulate a machine; the others are for tests
  std::span<const RtlChange> changes;
};

std::span<const RtlBuild> all_rtl_builds();
// nullptr if there is none.
const RtlBuild* find_rtl_build(std::string_view name);
Params rtl_build_params(const ParamRegistry& registry, const RtlBuild& build);

// The parameters of the hardware as localparams of SystemVerilog, for rtl/common/cowmmu_pkg.sv.
std::string sv_parameters(const ParamRegistry& registry, const RtlBuild& build);

}  // namespace cowmmu
