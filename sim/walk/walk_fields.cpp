// SPDX-License-Identifier: Apache-2.0
#include "walk/walk_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "params/names.h"

namespace cowmmu {
namespace {

constexpr std::string_view kBlanks = " \t\r";

std::vector<std::string_view> split(std::string_view text) {
  text = text.substr(0, text.find('#'));
  std::vector<std::string_view> fields;
  for (size_t begin = 0; (begin = text.find_first_not_of(kBlanks, begin)) != text.npos;) {
    const size_t end = std::min(text.find_first_of(kBlanks, begin), text.size());
    fields.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return fields;
}

// A field as a message shows it: its bytes may be anything, and many.
std::string shown(std::string_view field) {
  constexpr size_t kMost = 40;
  std::string text;
  for (const char c : field.substr(0, kMost)) {
    const bool printable = c >= ' ' && c <= '~';
    text += printable ? std::string(1, c) : fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
  }
  return field.size() > kMost ? text + "..." : text;
}

}  // namespace

WalkFields::WalkFields(const WalkLine& line) : line_(line), fields_(split(line.text)) {}

std::string_view WalkFields::take(std::string_view what) {
  if (next_ == fields_.size()) {
    const std::string_view last = fields_.back();
    fail_at(static_cast<size_t>(last.data() + last.size() - line_.text.data()) + 1,
            fmt::format("{} is missing", what));
  }
  return fields_[next_++];
}

uint64_t WalkFields::take_number(std::string_view what) {
  const std::string_view field = take(what);
  std::string_view digits = field;
  int base = 10;
  if (field.starts_with("0x") || field.starts_with("0X")) {
    base = 16;
    digits.remove_prefix(2);
  } else if (field.size() > 1 && field.front() == '0') {
    base = 8;
  }
  uint64_t value = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value, base);
  if (error == std::errc::result_out_of_range && stop == end)
    fail(fmt::format("{} {} does not fit in 64 bits", what, shown(field)));
  if (error != std::errc{} || stop != end)
    fail(fmt::format("{} is '{}', expected a number as in C (10, 0x1f, 017)", what, shown(field)));
  return value;
}

bool WalkFields::take_flag(std::string_view what) {
  static constexpr std::string_view kNames[] = {"0", "1"};
  const std::string_view field = take(what);
  const auto* const name = std::ranges::find(kNames, field);
  if (name == std::end(kNames))
    fail(fmt::format("{} is '{}', expected 0 or 1", what, shown(field)));
  return name != std::begin(kNames);
}

size_t WalkFields::take_choice(std::string_view what, std::span<const std::string> names) {
  const std::string_view field = take(what);
  const auto name = std::ranges::find(names, field);
  if (name == names.end())
    fail(fmt::format("{} is '{}', expected one of {}{}", what, shown(field), join_names(names),
                     did_you_mean(field, names)));
  return static_cast<size_t>(name - names.begin());
}

void WalkFields::expect_end() const {
  if (next_ == fields_.size()) return;
  const std::string_view extra = fields_[next_];
  fail_at(static_cast<size_t>(extra.data() - line_.text.data()) + 1,
          fmt::format("'{}' is one field too many", shown(extra)));
}

void WalkFields::fail(const std::string& message) const {
  const std::string_view field = fields_[next_ - 1];
  fail_at(static_cast<size_t>(field.data() - line_.text.data()) + 1, message);
}

void WalkFields::fail_at(size_t column, const std::string& message) const {
  throw WalkFileError(fmt::format("{}:{}:{}: {}", line_.file, line_.number, column, message));
}

}  // namespace cowmmu
