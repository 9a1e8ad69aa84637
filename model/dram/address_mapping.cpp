// SPDX-License-Identifier: Apache-2.0
#include "dram/address_mapping.h"

#include <algorithm>
#include <bit>
#include <cctype>

namespace cowmmu {

namespace {

std::string canonical_name(std::string_view name) {
  std::string text(name);
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const size_t ba = text.find("ba");
  if (text.find("bg") == std::string::npos && ba != std::string::npos) text.insert(ba + 2, "bg");
  return text;
}

}  // namespace

std::optional<AddressMapping> AddressMapping::parse(std::string_view name, const DramShape& shape) {
  AddressMapping m;
  struct Part {
    std::string_view code;
    uint32_t count;
    Field* field;
    bool seen = false;
  };
  std::array<Part, 5> parts{{{"ch", shape.channels, &m.channel_},
                             {"ra", shape.ranks, &m.rank_},
                             {"bg", shape.bank_groups, &m.group_},
                             {"ba", shape.banks_per_group, &m.bank_},
                             {"co", shape.lines_per_row, &m.column_}}};
  const std::string text = canonical_name(name);
  if (text.size() != 12 || text.substr(0, 2) != "ro") return std::nullopt;
  uint32_t shift = 0;
  for (size_t at = text.size() - 2; at >= 2; at -= 2) {
    const auto part = std::find_if(parts.begin(), parts.end(), [&](const Part& p) {
      return p.code == std::string_view(text).substr(at, 2);
    });
    if (part == parts.end() || part->seen || !std::has_single_bit(part->count)) return std::nullopt;
    part->seen = true;
    *part->field = {shift, static_cast<uint32_t>(std::countr_zero(part->count))};
    shift += part->field->bits;
  }
  m.row_shift_ = shift;
  return m;
}

DramLocation AddressMapping::locate(LineAddr line) const {
  return {.channel = take(channel_, line),
          .rank = take(rank_, line),
          .bank_group = take(group_, line),
          .bank = take(bank_, line),
          .column = take(column_, line),
          .row = line.value >> row_shift_};
}

LineAddr AddressMapping::line_at(const DramLocation& l) const {
  const auto put = [](Field f, uint32_t value) { return static_cast<uint64_t>(value) << f.shift; };
  return LineAddr(put(channel_, l.channel) | put(rank_, l.rank) | put(group_, l.bank_group) |
                  put(bank_, l.bank) | put(column_, l.column) | l.row << row_shift_);
}

}  // namespace cowmmu
