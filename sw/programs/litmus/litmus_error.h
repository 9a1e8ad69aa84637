// SPDX-License-Identifier: Apache-2.0
// LitmusError: a bad line of a .litmus file. what() is `file:line:column: message`.
#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "programs/litmus/operation.h"

namespace cowmmu::litmus {

class LitmusError : public std::runtime_error {
 public:
  LitmusError(const std::string& file, Position at, const std::string& message);
  Position at() const { return at_; }

 private:
  Position at_;
};

// "found 'wrte', allowed: read, write (did you mean write?)": a word that is none of the known.
std::string unknown_word(std::string_view found, std::span<const std::string_view> known);

}  // namespace cowmmu::litmus
