// SPDX-License-Identifier: Apache-2.0
// TextWave: what ports did in each cycle, as lines of text for a page of docs/. A bit is drawn `__`
// or `##`, a number in hexadecimal while it means something.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

namespace cowmmu::test {

class TextWave {
 public:
  // Of the current cycle. Every cycle names the same signals.
  void bit(const std::string& name, bool value) {
    row(name).cells.emplace_back(value ? "##" : "__");
  }
  void number(const std::string& name, uint64_t value, bool valid) {
    row(name).cells.push_back(valid ? fmt::format("{:02x}", value) : "  ");
  }

  void print(std::ostream& out) const {
    size_t width = 5;
    for (const Row& r : rows_) width = std::max(width, r.name.size());
    Row cycles{"cycle", {}};
    for (size_t i = 0; !rows_.empty() && i < rows_[0].cells.size(); ++i)
      cycles.cells.push_back(fmt::format("{:<2}", i));
    print(out, cycles, width);
    for (const Row& r : rows_) print(out, r, width);
  }

 private:
  struct Row {
    std::string name;
    std::vector<std::string> cells;
  };
  static void print(std::ostream& out, const Row& row, size_t width) {
    std::string line = fmt::format("{:<{}}", row.name, width);
    for (const std::string& cell : row.cells) line += ' ' + cell;
    out << line.substr(0, line.find_last_not_of(' ') + 1) << '\n';
  }
  Row& row(const std::string& name) {
    const auto it = std::ranges::find(rows_, name, &Row::name);
    return it != rows_.end() ? *it : rows_.emplace_back(Row{name, {}});
  }
  std::vector<Row> rows_;
};

}  // namespace cowmmu::test
