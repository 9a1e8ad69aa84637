// SPDX-License-Identifier: Apache-2.0
// Whether two outputs, or an output and an input, are one file.
#pragma once

#include <filesystem>
#include <string>

namespace cowmmu {

// By whatever names they go.
bool is_same_file(const std::filesystem::path& a, const std::filesystem::path& b);

// Throws InputError where what `option` writes is `other`, which is `what` ("a part of the
// database"). "-" and an empty name are no file.
void refuse_same_file(const char* option, const std::string& output, const std::string& other,
                      const char* what);
// The same for each file of an SQLite database.
void refuse_database_file(const char* option, const std::string& output, const std::string& db);

}  // namespace cowmmu
