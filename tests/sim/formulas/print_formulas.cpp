// SPDX-License-Identifier: Apache-2.0
// Renews the generated part of FILE (docs/formulas.md): `cmake --build BUILD --target formulas_md`.
#include <fstream>
#include <iostream>
#include <sstream>

#include "document.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::ifstream in(argv[1]);
  std::stringstream text;
  text << in.rdbuf();
  in.close();
  const std::string renewed = cowmmu::formulas::with_generated_part(text.str());
  std::ofstream(argv[1]) << renewed;
  return 0;
}
