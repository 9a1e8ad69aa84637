// SPDX-License-Identifier: Apache-2.0
// The translation-file language of `cowmmu walk`: one command a line, `#` comments, numbers as in
// C.
//   mem BASE SIZE | w64 PA VALUE | r64 PA | satp VALUE | adue 0|1 | x VA r|w|x u|s SUM MXR
// Reading checks everything: what has been read runs without an error.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/paging.h"
#include "base/types.h"

namespace cowmmu {

// what() is "NAME:LINE:COLUMN: what was found, what is allowed".
struct WalkFileError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The only backed bytes of physical memory: [base, base + bytes).
struct BackedRange {
  PhysAddr base{};
  uint64_t bytes = 0;
  constexpr bool contains_word(PhysAddr pa) const {
    const uint64_t offset = pa.value - base.value;
    return pa.value >= base.value && offset < bytes && bytes - offset >= sizeof(uint64_t);
  }
};

struct WriteCommand {
  PhysAddr pa{};
  uint64_t value = 0;
};
struct ReadCommand {
  PhysAddr pa{};
};
struct SatpCommand {
  Satp satp{};
};
struct AdueCommand {
  bool on = false;
};
struct TranslateCommand {
  VirtAddr va{};
  Access access = Access::kLoad;
  Privilege privilege = Privilege::kUser;
  bool sum = false;
  bool mxr = false;
};
using WalkCommand =
    std::variant<WriteCommand, ReadCommand, SatpCommand, AdueCommand, TranslateCommand>;

struct WalkFile {
  BackedRange memory{};  // empty if the file gives none
  std::vector<WalkCommand> commands;
};

// `name` is what errors call the text. Throws WalkFileError.
WalkFile parse_walk_file(std::string_view text, const std::string& name);

}  // namespace cowmmu
