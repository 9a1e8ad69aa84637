// SPDX-License-Identifier: Apache-2.0
// WalkFields: the fields of one line of a translation file, taken one after another, each checked
// as it is taken. Every error names file, line and column.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "walk/walk_file.h"

namespace cowmmu {

struct WalkLine {
  std::string_view file;
  size_t number = 0;  // from 1
  std::string_view text;
};

class WalkFields {
 public:
  explicit WalkFields(const WalkLine& line);

  bool empty() const { return fields_.empty(); }
  // Not on an empty line. `what` is how an error calls the field.
  std::string_view take(std::string_view what);
  uint64_t take_number(std::string_view what);
  bool take_flag(std::string_view what);
  // Index of the field among `names`.
  size_t take_choice(std::string_view what, std::span<const std::string> names);
  void expect_end() const;
  // Reports the field that was taken last.
  [[noreturn]] void fail(const std::string& message) const;

 private:
  [[noreturn]] void fail_at(size_t column, const std::string& message) const;

  WalkLine line_;
  std::vector<std::string_view> fields_;
  size_t next_ = 0;
};

}  // namespace cowmmu
