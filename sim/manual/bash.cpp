// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "manual/manual.h"

namespace cowmmu {
namespace {

std::string option_names(const Described& described) {
  std::vector<std::string> names;
  for (const Argument& a : described.arguments)
    if (!a.positional) names.insert(names.end(), a.names.begin(), a.names.end());
  return fmt::format("{}", fmt::join(names, " "));
}

// What offers the values of one argument.
std::string bash_action(const Argument& argument) {
  switch (argument.takes) {
    case Takes::kFile:
      return "_cowmmu_paths -f";
    case Takes::kFolder:
      return "_cowmmu_paths -d";
    case Takes::kWord:
      return fmt::format("_cowmmu_words '{}'", fmt::join(argument.words, " "));
    case Takes::kNothing:
    case Takes::kText:
      return ":";
  }
  return ":";
}

std::string values(const Described& described) {
  std::string text;
  for (const Argument& a : described.arguments) {
    if (a.positional || a.takes == Takes::kNothing) continue;
    text += fmt::format("    {}:{}) {}; return ;;\n", described.name,
                        fmt::join(a.names, "|" + described.name + ":"), bash_action(a));
  }
  return text;
}

// A command's positional: all that this program has are of one kind.
std::string positional(const Described& described) {
  for (const Argument& a : described.arguments)
    if (a.positional) return bash_action(a);
  return ":";
}

constexpr const char* kHelpers = R"(# Completions of cowmmu for bash; printed from its command line.
_cowmmu_paths() {
  compopt -o filenames
  mapfile -t COMPREPLY < <(compgen "$1" -- "$cur")
}
_cowmmu_words() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur")
  [[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace
}
_cowmmu() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command= word
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
)";

}  // namespace

std::string bash_completion(const Described& program, const std::vector<Described>& commands) {
  std::vector<std::string> names;
  names.reserve(commands.size());
  for (const Described& c : commands) names.push_back(c.name);
  std::string text = kHelpers;
  text += fmt::format("    case $word in {}) command=$word; break ;; esac\n  done\n",
                      fmt::join(names, "|"));
  text += "  case $command:$prev in\n" + values(program);
  for (const Described& c : commands) text += values(c);
  text += "  esac\n  case $command:$cur in\n";
  for (const Described& c : commands)
    text += fmt::format("    {0}:-*) _cowmmu_words '{1}' ;;\n    {0}:*) {2} ;;\n", c.name,
                        option_names(c), positional(c));
  return text +
         fmt::format("    *) _cowmmu_words '{} {}' ;;\n  esac\n}}\n", fmt::join(names, " "),
                     option_names(program)) +
         "complete -F _cowmmu cowmmu\n";
}

}  // namespace cowmmu
