// SPDX-License-Identifier: Apache-2.0
// The signals that a VCD declares, as viewers name them.
#pragma once

#include <string>
#include <vector>

namespace cowmmu {

struct VcdSignal {
  std::string path;  // "SystemC.machine.hart0.va": the scopes, then the name without its range
  std::string name;  // as declared, with its range: "SystemC.machine.hart0.va[63:0]"
  unsigned bits = 1;
};

// In the order of declaration. Throws RunError where the header, the text of a VCD up to
// $enddefinitions, is not complete.
std::vector<VcdSignal> read_vcd_names(const std::string& header);

}  // namespace cowmmu
