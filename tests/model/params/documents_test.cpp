// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "params/listing.h"
#include "params/presets.h"

namespace cowmmu {
namespace {

TEST(Documents, parameters_md_is_what_the_registry_prints) {
  std::ifstream in(std::string(DOCS_FOLDER) + "/parameters.md");
  std::stringstream file;
  file << in.rdbuf();
  EXPECT_EQ(file.str(), params_as_markdown(ParamRegistry(), kDefaultPreset))
      << "regenerate it: cmake --build BUILD --target parameters_md";
}

TEST(Documents, markdown_and_text_name_every_parameter) {
  const ParamRegistry registry;
  const std::string text = params_as_text(registry, "unit");
  const std::string markdown = params_as_markdown(registry, "unit");
  for (const ParamInfo& info : registry.all()) {
    EXPECT_NE(text.find(info.name + " = "), std::string::npos) << info.name;
    EXPECT_NE(markdown.find("| `" + info.name + "` |"), std::string::npos) << info.name;
  }
}

TEST(Documents, what_is_not_built_is_marked) {
  const std::string text = params_as_text(ParamRegistry(), kDefaultPreset);
  EXPECT_NE(text.find("not available yet: on_demand, async"), std::string::npos);
}

}  // namespace
}  // namespace cowmmu
