// SPDX-License-Identifier: Apache-2.0
#include "programs/litmus/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "programs/litmus/test_parser.h"

namespace cowmmu::litmus {
namespace {

class FileParser {
 public:
  explicit FileParser(const std::string& file) : file_(file) {}

  void line(uint32_t number, std::string_view text) {
    LineLexer lexer(file_, number, text);
    if (lexer.at_end()) return;
    if (lexer.next_is("test") && !names_an_actor(lexer)) return begin_test(lexer);
    if (!current_) lexer.fail_here("'test NAME' before anything else");
    current_->line(lexer);
  }

  std::vector<LitmusTest> finish() {
    if (current_) current_->finish();
    std::vector<LitmusTest> all;
    for (auto& test : tests_) all.push_back(std::move(*test));
    return all;
  }

 private:
  void begin_test(LineLexer& lexer) {
    const Position at = lexer.take().at;
    if (lexer.at_end()) lexer.fail_here("the test's name");
    const Position name_at = lexer.peek().at;
    const std::string name(lexer.take_rest());
    if (name.find_first_of(" \t") != std::string::npos) {
      lexer.fail(name_at, fmt::format("found '{}', allowed: a name without blanks", name));
    }
    for (const auto& other : tests_) {
      if (other->name != name) continue;
      lexer.fail(name_at, fmt::format("found a second test '{}', allowed: a new name (the first "
                                      "stands in line {})",
                                      name, other->at.line));
    }
    if (current_) current_->finish();
    tests_.push_back(std::make_unique<LitmusTest>());
    tests_.back()->file = file_;
    tests_.back()->name = name;
    tests_.back()->at = at;
    current_.emplace(*tests_.back());
  }

  const std::string& file_;
  std::vector<std::unique_ptr<LitmusTest>> tests_;
  std::optional<TestParser> current_;
};

}  // namespace

std::vector<LitmusTest> parse_litmus(const std::string& file, std::string_view text) {
  FileParser parser(file);
  uint32_t number = 1;
  for (size_t from = 0; from < text.size(); ++number) {
    const size_t end = std::min(text.find('\n', from), text.size());
    parser.line(number, text.substr(from, end - from));
    from = end + 1;
  }
  return parser.finish();
}

}  // namespace cowmmu::litmus
