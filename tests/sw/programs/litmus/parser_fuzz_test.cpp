// SPDX-License-Identifier: Apache-2.0
// Seeded mutations of the litmus files: each parses or is refused with a position inside the file.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "litmus_files.h"
#include "programs/litmus/parser.h"

namespace cowmmu::litmus {
namespace {

std::vector<std::string> all_files() {
  std::vector<std::string> texts;
  for (const auto& [name, text] : litmus_files()) texts.push_back(text);
  return texts;
}

class Mutator {
 public:
  explicit Mutator(uint64_t seed) : random_(seed) {}

  std::string mutate(std::string text) {
    for (size_t n = 1 + below(4); n > 0 && !text.empty(); --n) step(text);
    return text;
  }

 private:
  size_t below(size_t n) { return std::uniform_int_distribution<size_t>(0, n - 1)(random_); }

  void step(std::string& text) {
    static constexpr std::string_view kPieces[] = {"->", ":=", "{",  "}",    "0x",  "par {\n", "\n",
                                                   ".",  "-",  "@9", "init", "\0x", "test ",   "+"};
    const size_t at = below(text.size());
    switch (below(4)) {
      case 0:
        text[at] = static_cast<char>(below(256));
        break;
      case 1:
        text.erase(at, 1 + below(20));
        break;
      case 2:
        text.insert(at, kPieces[below(std::size(kPieces))]);
        break;
      default:
        text.insert(at, text.substr(below(text.size()), below(60)));
    }
  }

  std::mt19937_64 random_;
};

TEST(LitmusParserFuzz, mutated_files_parse_or_are_refused_inside_the_file) {
  constexpr uint64_t kSeed = 20240901;
  const auto texts = all_files();
  ASSERT_FALSE(texts.empty());
  size_t refused = 0;
  for (uint64_t i = 0; i < 3000; ++i) {
    const std::string text = Mutator(kSeed + i).mutate(texts[i % texts.size()]);
    const auto lines = static_cast<uint32_t>(std::count(text.begin(), text.end(), '\n') + 1);
    try {
      parse_litmus("fuzz", text);
    } catch (const LitmusError& error) {
      ++refused;
      EXPECT_LE(error.at().line, lines) << "seed " << kSeed + i;
      EXPECT_GE(error.at().column, 1u) << "seed " << kSeed + i;
    }
  }
  EXPECT_GT(refused, 300u);
}

TEST(LitmusParser, every_file_of_the_folder_parses) {
  for (const std::string& text : all_files()) EXPECT_FALSE(parse_litmus("f", text).empty());
}

}  // namespace
}  // namespace cowmmu::litmus
