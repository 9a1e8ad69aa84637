// SPDX-License-Identifier: Apache-2.0
// LineLexer: the tokens of one line of a .litmus file, taken one by one. `#` starts a comment.
// Every function that finds something else than it wants throws LitmusError at its column.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "programs/litmus/litmus_error.h"

namespace cowmmu::litmus {

// kBad: characters that are no token; using it is an error, take_rest() may still step over it.
enum class TokenKind : uint8_t { kWord, kNumber, kPunctuation, kEnd, kBad };

struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::string_view text;  // into the line
  uint64_t number = 0;    // kNumber
  Position at;
};

class LineLexer {
 public:
  // `file` and `line` must outlive the lexer.
  LineLexer(const std::string& file, uint32_t number, std::string_view line);

  const Token& peek() const { return token_; }
  bool at_end() const { return token_.kind == TokenKind::kEnd; }
  bool next_is(std::string_view text) const;
  Token take();
  bool take_if(std::string_view text);     // a word or punctuation
  Token take_word(std::string_view what);  // `what` names it in the error: "a mapping's name"
  uint64_t take_number(std::string_view what);
  void take_punctuation(std::string_view text);
  // One of the words; the index.
  size_t take_one_of(std::span<const std::string_view> words);
  void take_end();
  // What is left of the line, untokenised, without blanks at its ends.
  std::string_view take_rest();

  [[noreturn]] void fail_here(std::string_view allowed) const;  // found the next token
  [[noreturn]] void fail(Position at, const std::string& message) const;
  std::string found() const;  // the next token, quoted, or "the end of the line"

 private:
  void scan();
  void scan_number();
  void spoil(std::string message);
  Position here() const;

  const std::string& file_;
  uint32_t number_;
  std::string_view line_;
  size_t pos_ = 0;
  Token token_;
  std::string bad_;  // the message of a kBad token
};

}  // namespace cowmmu::litmus
