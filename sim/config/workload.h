// SPDX-License-Identifier: Apache-2.0
// What a scenario runs: a built-in program with its keys, a recording, or litmus tests.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/settings.h"

namespace cowmmu {

enum class WorkloadKind { kProgram, kTrace, kLitmus };

struct Workload {
  WorkloadKind kind = WorkloadKind::kProgram;
  std::string program;                       // kProgram: "fork_write"
  std::filesystem::path file;                // kTrace, kLitmus
  std::map<std::string, ParamValue> values;  // kProgram: every key of the program, defaults filled

  // Values by key. A key that the program does not have is an error of the caller (CheckFailed).
  uint64_t integer(const std::string& key) const;
  double real(const std::string& key) const;
  const std::string& word(const std::string& key) const;
  bool has(const std::string& key) const { return values.contains(key); }
};

struct WorkloadKey {
  ParamInfo info;  // `info.name` is the bare key; `info.field` is not used
  bool required = false;
};

// The built-in programs that interface.md names, whether built or not.
std::vector<std::string> program_names();
// The keys of a program, `warm` included. Throws InputError for an unknown program and NotAvailable
// for one that is not built; `where` is the place for the message.
std::vector<WorkloadKey> keys_of_program(const std::string& program, const std::string& where);

// `settings` are those whose key starts with "workload."; a later one wins over an earlier one of
// the same key. Relative files are taken from `folder`; `shown` is the scenario's name in messages.
Workload workload_of(std::span<const Setting> settings, const std::filesystem::path& folder,
                     const std::string& shown);

}  // namespace cowmmu
