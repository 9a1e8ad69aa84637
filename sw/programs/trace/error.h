// SPDX-License-Identifier: Apache-2.0
// TraceError: a recording that is not one. Its text is "FILE:LINE:COLUMN: what: found ..., allowed
// ..."; the column is left out where the whole record is at fault, the line where the file is.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace cowmmu::trace {

// A place in a trace file. Lines and columns (bytes) count from 1; 0 stands for the whole.
struct Place {
  std::string_view file;
  uint64_t line = 0;
  uint64_t column = 0;
};

class TraceError : public std::runtime_error {
 public:
  // `what` names record and field, `found` and `allowed` complete the sentence.
  TraceError(const Place& at, std::string_view what, std::string_view found,
             std::string_view allowed)
      : std::runtime_error(fmt::format("{}{}{}: {}: found {}, allowed {}", at.file, part(at.line),
                                       part(at.column), what, found, allowed)),
        line_(at.line),
        column_(at.column) {}

  uint64_t line() const { return line_; }
  uint64_t column() const { return column_; }

 private:
  static std::string part(uint64_t n) { return n == 0 ? std::string() : fmt::format(":{}", n); }

  uint64_t line_;
  uint64_t column_;
};

}  // namespace cowmmu::trace
