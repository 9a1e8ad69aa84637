// SPDX-License-Identifier: Apache-2.0
// print_sv_parameters BUILD: the parameters of an RTL build as SystemVerilog.
#include <iostream>

#include "builds/rtl_build.h"

int main(int argc, char** argv) {
  const cowmmu::RtlBuild* const build = argc == 2 ? cowmmu::find_rtl_build(argv[1]) : nullptr;
  if (build == nullptr) {
    std::cerr << "usage: print_sv_parameters BUILD, one of";
    for (const cowmmu::RtlBuild& known : cowmmu::all_rtl_builds()) std::cerr << ' ' << known.name;
    std::cerr << '\n';
    return 2;
  }
  std::cout << cowmmu::sv_parameters(cowmmu::ParamRegistry(), *build);
  return std::cout.flush() ? 0 : 1;
}
