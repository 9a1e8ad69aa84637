// SPDX-License-Identifier: Apache-2.0
// The registry as lines of a SystemVerilog package (rtl/common/cowmmu_pkg.sv includes them).
// machine.tlb.l1d.hit_cycles is TlbL1dHitCycles; a choice is the number of the chosen name in its
// list, and each name a constant: TlbL1dReplacementPlru.
#include <cctype>
#include <string>

#include "builds/rtl_build.h"

namespace cowmmu {
namespace {

bool begins(std::string_view text, std::string_view head) {
  return text.substr(0, head.size()) == head;
}

// The hardware's parameters that a number can express.
bool belongs(const ParamInfo& info) {
  return (begins(info.name, "machine.") || begins(info.name, "hart.")) && info.type != "real";
}

// "machine.tlb.l1d" -> "TlbL1d"
std::string camel(std::string_view name) {
  if (begins(name, "machine.")) name.remove_prefix(8);
  std::string out;
  bool upper = true;
  for (const char c : name) {
    const bool letter = std::isalnum(static_cast<unsigned char>(c)) != 0;
    if (letter) out += upper ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    upper = !letter;
  }
  return out;
}

std::string constant(std::string_view type, const std::string& name, const std::string& value) {
  return "  localparam " + std::string(type) + " " + name + " = " + value + ";\n";
}

size_t index_of(const ParamInfo& info, const std::string& chosen) {
  for (size_t i = 0; i < info.choices.size(); ++i)
    if (info.choices[i] == chosen) return i;
  throw ParamError(info.name + ": found " + chosen + ", allowed " + allowed(info));
}

std::string declaration(const ParamInfo& info, const ParamValue& value) {
  const std::string name = camel(info.name);
  if (const bool* flag = std::get_if<bool>(&value))
    return constant("bit", name, *flag ? "1'b1" : "1'b0");
  if (const uint64_t* number = std::get_if<uint64_t>(&value)) {
    const bool wide = std::get<uint64_t>(info.max) > 0x7fffffffULL;
    return constant(wide ? "longint unsigned" : "int unsigned", name,
                    (wide ? "64'd" : "") + std::to_string(*number));
  }
  std::string all;
  for (size_t i = 0; i < info.choices.size(); ++i)
    all += constant("int unsigned", name + camel(info.choices[i]), std::to_string(i));
  const size_t chosen = index_of(info, std::get<std::string>(value));
  return all + constant("int unsigned", name, std::to_string(chosen));
}

}  // namespace

std::string sv_parameters(const ParamRegistry& registry, const RtlBuild& build) {
  const Params params = rtl_build_params(registry, build);
  std::string text =
      "// SPDX-License-Identifier: Apache-2.0\n"
      "// Generated from model/params/*.def for the RTL build `" +
      std::string(build.name) +
      "`; do not edit.\n"
      "// A design uses some of them only.\n"
      "/* verilator lint_off UNUSEDPARAM */\n";
  for (const ParamInfo& info : registry.all())
    if (belongs(info)) text += declaration(info, registry.get(params, info.name));
  return text + "/* verilator lint_on UNUSEDPARAM */\n";
}

}  // namespace cowmmu
