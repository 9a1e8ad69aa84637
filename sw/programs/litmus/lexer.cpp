// SPDX-License-Identifier: Apache-2.0
#include "programs/litmus/lexer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace cowmmu::litmus {
namespace {

constexpr std::string_view kBlanks = " \t\r\v\f";
// Longest first, so that `->` is not `-` and `>`.
constexpr std::array<std::string_view, 18> kPunctuation = {
    ":=", "->", "==", "!=", "<=", ">=", "<", ">", ":", ".", "-", "+", "=", "{", "}", "(", ")", ","};
constexpr std::string_view kAt = "@";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

size_t word_end(std::string_view line, size_t from) {
  while (from < line.size() && (is_letter(line[from]) || is_digit(line[from]))) ++from;
  return from;
}

size_t punctuation_length(std::string_view rest) {
  if (rest.starts_with(kAt)) return kAt.size();
  for (std::string_view mark : kPunctuation) {
    if (rest.starts_with(mark)) return mark.size();
  }
  return 0;
}

std::string shown(char c) {
  if (c >= ' ' && c <= '~') return fmt::format("'{}'", c);
  return fmt::format("byte 0x{:02x}", static_cast<unsigned char>(c));
}

}  // namespace

LineLexer::LineLexer(const std::string& file, uint32_t number, std::string_view line)
    : file_(file), number_(number), line_(line.substr(0, line.find('#'))) {
  scan();
}

bool LineLexer::next_is(std::string_view text) const {
  const bool named = token_.kind == TokenKind::kWord || token_.kind == TokenKind::kPunctuation;
  return named && token_.text == text;
}

Token LineLexer::take() {
  const Token taken = token_;
  scan();
  return taken;
}

bool LineLexer::take_if(std::string_view text) {
  if (!next_is(text)) return false;
  scan();
  return true;
}

Token LineLexer::take_word(std::string_view what) {
  if (token_.kind != TokenKind::kWord) fail_here(what);
  return take();
}

uint64_t LineLexer::take_number(std::string_view what) {
  if (token_.kind != TokenKind::kNumber) fail_here(what);
  return take().number;
}

void LineLexer::take_punctuation(std::string_view text) {
  if (!take_if(text)) fail_here(fmt::format("'{}'", text));
}

size_t LineLexer::take_one_of(std::span<const std::string_view> words) {
  for (size_t i = 0; i < words.size(); ++i) {
    if (take_if(words[i])) return i;
  }
  if (token_.kind != TokenKind::kWord) fail_here(fmt::format("{}", fmt::join(words, ", ")));
  fail(token_.at, unknown_word(token_.text, words));
}

void LineLexer::take_end() {
  if (!at_end()) fail_here("the end of the line");
}

std::string_view LineLexer::take_rest() {
  const size_t from = token_.at.column - 1;
  const std::string_view rest = line_.substr(from, line_.find_last_not_of(kBlanks) + 1 - from);
  pos_ = line_.size();
  scan();
  return rest;
}

void LineLexer::fail_here(std::string_view allowed) const {
  if (token_.kind == TokenKind::kBad) fail(token_.at, bad_);
  fail(token_.at, fmt::format("found {}, allowed: {}", found(), allowed));
}

void LineLexer::fail(Position at, const std::string& message) const {
  throw LitmusError(file_, at, message);
}

std::string LineLexer::found() const {
  return at_end() ? "the end of the line" : fmt::format("'{}'", token_.text);
}

Position LineLexer::here() const { return {number_, static_cast<uint32_t>(pos_ + 1)}; }

// A bad token is an error only for who takes it: `test` and `set` read the rest as plain text.
void LineLexer::spoil(std::string message) {
  token_.kind = TokenKind::kBad;
  bad_ = std::move(message);
}

void LineLexer::scan() {
  pos_ = std::min(line_.find_first_not_of(kBlanks, pos_), line_.size());
  token_ = {TokenKind::kEnd, {}, 0, here()};
  if (pos_ == line_.size()) return;
  if (is_digit(line_[pos_])) return scan_number();
  size_t end = word_end(line_, pos_);
  token_.kind = TokenKind::kWord;
  if (end == pos_) {
    token_.kind = TokenKind::kPunctuation;
    end = pos_ + punctuation_length(line_.substr(pos_));
  }
  if (end == pos_) {
    return spoil(fmt::format("found {}, allowed: words, numbers and : . - + = < > ! {{ }} ( ) , @",
                             shown(line_[pos_])));
  }
  token_.text = line_.substr(pos_, end - pos_);
  pos_ = end;
}

void LineLexer::scan_number() {
  const size_t end = word_end(line_, pos_);
  token_.kind = TokenKind::kNumber;
  token_.text = line_.substr(pos_, end - pos_);
  std::string_view digits = token_.text;
  int base = 10;
  if (digits.starts_with("0x") || digits.starts_with("0X")) digits.remove_prefix(2), base = 16;
  const char* last = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), last, token_.number, base);
  pos_ = end;
  if (error == std::errc::result_out_of_range && stop == last) {
    return spoil(fmt::format("found {}, allowed: 0 to 2^64-1", token_.text));
  }
  if (error != std::errc() || stop != last) {
    spoil(fmt::format("found '{}', allowed: a decimal or 0x number", token_.text));
  }
}

}  // namespace cowmmu::litmus
