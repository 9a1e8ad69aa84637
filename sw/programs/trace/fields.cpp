// SPDX-License-Identifier: Apache-2.0
#include "programs/trace/fields.h"

#include <algorithm>

namespace cowmmu::trace {
namespace {

constexpr const char* kLetters = "one of H P T = M U Q R A F V X i d I D K k J Z z N #";

// Input may hold anything: at most 40 bytes of it, without control characters, reach a message.
std::string quoted(std::string_view text) {
  constexpr size_t kMax = 40;
  std::string out = "'";
  for (const char c : text.substr(0, kMax)) {
    const auto u = static_cast<unsigned char>(c);
    out += u < 0x20 || u >= 0x7f ? fmt::format("\\x{:02x}", u) : std::string(1, c);
  }
  return out + (text.size() > kMax ? "...'" : "'");
}

}  // namespace

std::string_view Fields::word(const char* name) {
  open(name);
  pos_ = std::find(pos_, end_, ' ');
  if (pos_ == field_) refuse(name, "an empty field", "text without a space");
  return last();
}

std::string_view Fields::rest(const char* name) {
  open(name);
  pos_ = end_;
  if (pos_ == field_) refuse(name, "an empty field", "text");
  return last();
}

Place Fields::place(const char* at) const {
  return {file_, line_, static_cast<uint64_t>(at - begin_) + 1};
}

std::string Fields::about(std::string_view field) const {
  return begin_ == end_ ? std::string(field) : fmt::format("{} {}", *begin_, field);
}

// The field taken last, up to the next space.
std::string Fields::found_here() {
  pos_ = std::find(field_, end_, ' ');
  return pos_ == field_ ? "an empty field" : quoted(last());
}

void Fields::refuse(std::string_view what, std::string_view found, std::string_view allowed) const {
  throw TraceError(place(field_), about(what), found, allowed);
}

void Fields::refuse_record(std::string_view found, std::string_view allowed) const {
  throw TraceError({file_, line_, 0}, begin_ == end_ ? "record" : std::string(1, *begin_), found,
                   allowed);
}

void Fields::refuse_letter() {
  if (begin_ == end_) throw TraceError(place(begin_), "record", "an empty line", kLetters);
  field_ = begin_;
  throw TraceError(place(begin_), "record", found_here(), kLetters);
}

void Fields::refuse_missing(const char* name) {
  throw TraceError(place(end_), about(name), "the end of the line", "a further field");
}

void Fields::refuse_extra() {
  field_ = pos_ + (*pos_ == ' ' ? 1 : 0);
  throw TraceError(place(field_), about("extra field"), found_here(), "the end of the line");
}

void Fields::refuse_number(const FieldSpec& spec, const char* base) {
  const bool hex = base[0] == 'h';
  refuse(spec.name, found_here(),
         hex ? fmt::format("lower-case {} {:x}..{:x}", base, spec.min, spec.max)
             : fmt::format("{} {}..{}", base, spec.min, spec.max));
}

}  // namespace cowmmu::trace
