// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "manual/manual.h"

namespace cowmmu {
namespace {

// Inside single quotes, of a specification whose brackets and colons have a meaning.
std::string zsh_quoted(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\'') {
      escaped += "'\\''";
    } else {
      if (c == '[' || c == ']' || c == ':' || c == '\\') escaped += '\\';
      escaped += c;
    }
  }
  return escaped;
}

// A word that goes on after its sign must not get a space: compadd's business.
std::string words(const Argument& argument) {
  const bool goes_on = argument.words.front().ends_with("=");
  const std::string list = fmt::format("{}", fmt::join(argument.words, " "));
  return goes_on ? "{compadd -S \"\" - " + list + "}" : "(" + list + ")";
}

std::string zsh_action(const Argument& argument) {
  const std::string value = zsh_quoted(argument.value);
  switch (argument.takes) {
    case Takes::kNothing:
      return "";
    case Takes::kText:
      return ":" + value + ": ";
    case Takes::kFile:
      return ":" + value + ":_files";
    case Takes::kFolder:
      return ":" + value + ":_files -/";
    case Takes::kWord:
      return ":" + value + ":" + words(argument);
  }
  return "";
}

std::string specification(const Argument& a) {
  if (a.positional) return fmt::format("'{}{}'", a.repeats ? "*" : "1", zsh_action(a));
  std::string text;
  for (const std::string& name : a.names)
    text += fmt::format("{}'*{}[{}]{}'", text.empty() ? "" : " ", name, zsh_quoted(a.meaning),
                        zsh_action(a));
  return text;
}

std::string specifications(const Described& described) {
  std::string text;
  for (const Argument& a : described.arguments) text += " \\\n      " + specification(a);
  return text;
}

}  // namespace

std::string zsh_completion(const Described& program, const std::vector<Described>& commands) {
  std::string text =
      "#compdef cowmmu\n# Completions of cowmmu for zsh; printed from its command line.\n"
      "local curcontext=$curcontext state line\nlocal -a commands=(\n";
  for (const Described& c : commands)
    text += fmt::format("  '{}:{}'\n", c.name, zsh_quoted(c.summary));
  text += ")\n_arguments -C" + specifications(program) +
          " \\\n      '1:COMMAND:->command' '*::argument:->arguments'\ncase $state in\n"
          "  command) _describe command commands ;;\n  arguments)\n  case $words[1] in\n";
  for (const Described& c : commands)
    text += fmt::format("    {}) _arguments{} ;;\n", c.name, specifications(c));
  return text + "  esac ;;\nesac\n";
}

}  // namespace cowmmu
