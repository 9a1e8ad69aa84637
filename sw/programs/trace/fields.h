// SPDX-License-Identifier: Apache-2.0
// Fields: the fields of one line of a trace, taken from left to right. Each taker checks form and
// range, and refuses with a TraceError that names line, column and field.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "programs/trace/error.h"

namespace cowmmu::trace {

// A numeric field: its name in sim/traces/FORMAT.md, and its range.
struct FieldSpec {
  const char* name;
  uint64_t min;
  uint64_t max;
};

class Fields {
 public:
  // `text` is the line without its newline; its first character is the record's letter.
  Fields(std::string_view file, uint64_t line, std::string_view text)
      : file_(file), line_(line), begin_(text.data()), pos_(begin_), end_(begin_ + text.size()) {}

  // The record's letter, which must be followed by a space or the line's end.
  char letter() {
    field_ = begin_;
    pos_ = begin_ == end_ ? end_ : begin_ + 1;
    if (pos_ == begin_ || (pos_ != end_ && *pos_ != ' ')) refuse_letter();
    return *begin_;
  }

  // Decimal without leading zeros.
  uint64_t decimal(const FieldSpec& spec) {
    open(spec.name);
    uint64_t value = 0;
    for (; pos_ != end_ && digit(*pos_) < 10; ++pos_) value = value * 10 + digit(*pos_);
    close(spec, 18, "decimal", value);
    return value;
  }

  // Lower-case hexadecimal without leading zeros.
  uint64_t hexadecimal(const FieldSpec& spec) {
    open(spec.name);
    uint64_t value = 0;
    for (; pos_ != end_ && hex_digit(*pos_) < 16; ++pos_) value = value << 4 | hex_digit(*pos_);
    close(spec, 16, "hexadecimal", value);
    return value;
  }

  // Any non-empty text without a space.
  std::string_view word(const char* name);
  // All that is left of the line, at least one character.
  std::string_view rest(const char* name);
  // No field may be left.
  void end() {
    if (pos_ != end_) refuse_extra();
  }

  // Refuses the field taken last / the record as a whole.
  [[noreturn]] void refuse(std::string_view what, std::string_view found,
                           std::string_view allowed) const;
  [[noreturn]] void refuse_record(std::string_view found, std::string_view allowed) const;
  [[noreturn]] void refuse_letter();  // no record starts like this

  uint64_t line() const { return line_; }
  // As records hold it: the parser lets no more than 2^32 - 1 pass.
  uint32_t record_line() const { return static_cast<uint32_t>(line_); }
  std::string_view last() const { return {field_, static_cast<size_t>(pos_ - field_)}; }

 private:
  static constexpr unsigned digit(char c) { return static_cast<unsigned char>(c - '0'); }
  static constexpr unsigned hex_digit(char c) {
    const unsigned d = digit(c);
    const unsigned letter = static_cast<unsigned char>(c - 'a');
    return d < 10 ? d : letter < 6 ? letter + 10 : 16;
  }
  void open(const char* name) {
    if (pos_ == end_) refuse_missing(name);
    field_ = ++pos_;  // past the space: every taker stops at one or at the end
  }
  void close(const FieldSpec& spec, int max_digits, const char* base, uint64_t value) {
    const auto digits = pos_ - field_;
    const bool form = digits > 0 && digits <= max_digits && (pos_ == end_ || *pos_ == ' ') &&
                      (digits == 1 || *field_ != '0');
    if (!form || value < spec.min || value > spec.max) [[unlikely]]
      refuse_number(spec, base);
  }

  [[noreturn]] void refuse_missing(const char* name);
  [[noreturn]] void refuse_extra();
  [[noreturn]] void refuse_number(const FieldSpec& spec, const char* base);
  std::string about(std::string_view field) const;
  std::string found_here();
  Place place(const char* at) const;

  std::string_view file_;
  uint64_t line_;
  const char* begin_;
  const char* pos_;
  const char* end_;
  const char* field_ = nullptr;
};

}  // namespace cowmmu::trace
