// SPDX-License-Identifier: Apache-2.0
// AddressMapping: which bits of a line address choose channel, rank, bank group, bank, row, column.
// Names as in DRAMsim3: two letters a field, most significant first ("rochrababgco"); a name
// without bg is Ramulator's, where Ba is bank then bank group ("RoBaRaCoCh"). The row comes first:
// it takes all remaining bits.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "dram/command.h"

namespace cowmmu {

// Counts of each level; powers of two.
struct DramShape {
  uint32_t channels = 1;
  uint32_t ranks = 1;
  uint32_t bank_groups = 1;
  uint32_t banks_per_group = 1;
  uint32_t lines_per_row = 1;

  uint32_t banks_per_rank() const { return bank_groups * banks_per_group; }
};

class AddressMapping {
 public:
  // Nothing if the name is not a mapping or a count is not a power of two.
  static std::optional<AddressMapping> parse(std::string_view name, const DramShape& shape);

  DramLocation locate(LineAddr line) const;
  // The line at a location: the inverse of locate.
  LineAddr line_at(const DramLocation& location) const;

 private:
  struct Field {
    uint32_t shift = 0;
    uint32_t bits = 0;
  };
  AddressMapping() = default;
  uint32_t take(Field f, LineAddr line) const {
    return static_cast<uint32_t>(line.value >> f.shift) & ((1U << f.bits) - 1);
  }

  Field channel_, rank_, group_, bank_, column_;
  uint32_t row_shift_ = 0;
};

}  // namespace cowmmu
