// SPDX-License-Identifier: Apache-2.0
// Reports: what the oracles found, a line each, and no more lines than anybody reads.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/types.h"

namespace cowmmu {

// Which hart, at which of its cycles, and for the process that owns the address space.
struct Witness {
  HartId hart{};
  Cycles at{};
  Pid owner{};
};

class Reports {
 public:
  static constexpr size_t kMost = 100;

  void add(const Witness& by, VirtAddr va, std::string_view what);
  void add_frame(HartId hart, Cycles at, Ppn frame, std::string_view what);
  // The last line says how many more there were.
  std::vector<std::string> lines() const;
  uint64_t count() const { return count_; }

 private:
  void add_line(std::string line);

  std::vector<std::string> lines_;
  uint64_t count_ = 0;
};

}  // namespace cowmmu
