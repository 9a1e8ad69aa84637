// SPDX-License-Identifier: Apache-2.0
#include "output/numbers.h"

#include <fmt/format.h>

namespace cowmmu {

std::string grouped(uint64_t value) {
  std::string text = std::to_string(value);
  for (size_t at = text.size(); at > 3;) text.insert(at -= 3, 1, ',');
  return text;
}

std::string percent(double part, double whole) {
  return whole == 0 ? "-" : fmt::format("{:.1f} %", 100 * part / whole);
}

}  // namespace cowmmu
