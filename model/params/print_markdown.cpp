// SPDX-License-Identifier: Apache-2.0
// Prints docs/parameters.md. `cmake --build BUILD --target parameters_md` writes it.
#include <iostream>

#include "params/listing.h"
#include "params/presets.h"

int main() {
  std::cout << cowmmu::params_as_markdown(cowmmu::ParamRegistry(), cowmmu::kDefaultPreset);
  return std::cout.flush() ? 0 : 1;
}
