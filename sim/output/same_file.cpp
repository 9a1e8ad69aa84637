// SPDX-License-Identifier: Apache-2.0
#include "output/same_file.h"

#include <fmt/format.h>

#include "errors/errors.h"

namespace cowmmu {

namespace fs = std::filesystem;

bool is_same_file(const fs::path& a, const fs::path& b) {
  std::error_code none;
  return fs::weakly_canonical(fs::absolute(a), none) ==
             fs::weakly_canonical(fs::absolute(b), none) ||
         fs::equivalent(a, b, none);
}

void refuse_same_file(const char* option, const std::string& output, const std::string& other,
                      const char* what) {
  if (output.empty() || output == "-" || other.empty() || !is_same_file(output, other)) return;
  throw InputError(fmt::format("{} {}: found {}, allowed a file of its own", option, output, what));
}

void refuse_database_file(const char* option, const std::string& output, const std::string& db) {
  for (const char* beside : {"", "-wal", "-shm"}) {
    refuse_same_file(option, output, db + beside, "a part of the database");
  }
}

}  // namespace cowmmu
