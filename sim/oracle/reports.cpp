// SPDX-License-Identifier: Apache-2.0
#include "oracle/reports.h"

#include <fmt/format.h>

namespace cowmmu {

void Reports::add(const Witness& by, VirtAddr va, std::string_view what) {
  add_line(fmt::format("oracle: hart {}, cycle {}, process {}, address {:#x}: {}", by.hart.value,
                       by.at.value, by.owner.value, va.value, what));
}

void Reports::add_frame(HartId hart, Cycles at, Ppn frame, std::string_view what) {
  add_line(fmt::format("oracle: hart {}, cycle {}, frame {:#x}: {}", hart.value, at.value,
                       frame.value, what));
}

void Reports::add_line(std::string line) {
  if (count_++ < kMost) lines_.push_back(std::move(line));
}

std::vector<std::string> Reports::lines() const {
  std::vector<std::string> all = lines_;
  if (count_ > kMost) all.push_back(fmt::format("oracle: {} more", count_ - kMost));
  return all;
}

}  // namespace cowmmu
