// SPDX-License-Identifier: Apache-2.0
// The project's own litmus files, as text by name.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

namespace cowmmu::litmus {

inline std::map<std::string, std::string> litmus_files() {
  std::map<std::string, std::string> texts;
  for (const auto& entry : std::filesystem::directory_iterator(LITMUS_FOLDER)) {
    if (entry.path().extension() != ".litmus") continue;
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    texts[entry.path().filename().string()] = text.str();
  }
  return texts;
}

}  // namespace cowmmu::litmus
