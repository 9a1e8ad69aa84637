// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "document.h"

namespace cowmmu::formulas {
namespace {

TEST(FormulasDocument, prints_the_formulas_that_the_tests_check) {
  std::ifstream in(std::string(DOCS_FOLDER) + "/formulas.md");
  std::stringstream file;
  file << in.rdbuf();
  EXPECT_EQ(file.str(), with_generated_part(file.str()))
      << "regenerate it: cmake --build BUILD --target formulas_md";
}

}  // namespace
}  // namespace cowmmu::formulas
