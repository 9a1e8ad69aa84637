// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "manual/manual.h"

namespace cowmmu {
namespace {

std::string fish_quoted(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\'' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return "'" + escaped + "'";
}

std::string value(const Argument& a) {
  switch (a.takes) {
    case Takes::kNothing:
      return "";
    case Takes::kText:
      return " -x";
    case Takes::kFile:
      return " -r -F";
    case Takes::kFolder:
      return " -x -a '(__fish_complete_directories)'";
    case Takes::kWord:
      return fmt::format(" -x -a '{}'", fmt::join(a.words, " "));
  }
  return "";
}

// One line an argument; `when` is fish's condition.
std::string lines(const Described& described, const std::string& when) {
  std::string text;
  for (const Argument& a : described.arguments) {
    const std::string head = fmt::format("complete -c cowmmu -n {}", fish_quoted(when));
    if (a.positional) {
      text += head + (a.takes == Takes::kFile ? " -F\n" : " -f" + value(a) + "\n");
      continue;
    }
    text += head;
    for (const std::string& name : a.names)
      text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    text += value(a) + " -d " + fish_quoted(a.meaning) + "\n";
  }
  return text;
}

}  // namespace

std::string fish_completion(const Described& program, const std::vector<Described>& commands) {
  std::string text =
      "# Completions of cowmmu for fish; printed from its command line.\ncomplete -c cowmmu -f\n";
  text += lines(program, "__fish_use_subcommand");
  for (const Described& c : commands) {
    text += fmt::format("complete -c cowmmu -n __fish_use_subcommand -a {} -d {}\n", c.name,
                        fish_quoted(c.summary));
    text += lines(c, "__fish_seen_subcommand_from " + c.name);
  }
  return text;
}

}  // namespace cowmmu
