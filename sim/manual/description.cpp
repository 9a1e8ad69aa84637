// SPDX-License-Identifier: Apache-2.0
#include "manual/description.h"

#include <CLI/CLI.hpp>
#include <sstream>

#include "cli/help.h"
#include "params/presets.h"
#include "params/registry.h"

namespace cowmmu {
namespace {

std::vector<std::string> setting_words() {
  std::vector<std::string> words;
  for (const ParamInfo& parameter : all_params()) words.push_back(parameter.name + "=");
  return words;
}

// "[vcd|fst]" names its words.
std::vector<std::string> listed_words(const std::string& value) {
  std::vector<std::string> words;
  if (!value.starts_with("[") || !value.ends_with("]")) return words;
  std::istringstream in(value.substr(1, value.size() - 2));
  for (std::string word; std::getline(in, word, '|');) words.push_back(word);
  return words;
}

// By the word that the help shows; a positional that lists no words is a file in some role.
void classify(Argument& argument) {
  const std::string& value = argument.value;
  argument.words = value == "KEY=VALUE" ? setting_words()
                   : value == "PRESET"  ? preset_names()
                                        : listed_words(value);
  const bool file = argument.positional || value == "FILE";
  argument.takes = !argument.words.empty() ? Takes::kWord
                   : value == "DIR"        ? Takes::kFolder
                   : file                  ? Takes::kFile
                                           : Takes::kText;
}

Argument argument_of(const CLI::Option& option) {
  Argument argument;
  argument.positional = option.get_positional();
  argument.shown = shown_name(option);
  argument.meaning = option.get_description();
  argument.repeats = option.get_items_expected_max() > 1;
  argument.value = value_name(option);
  if (argument.positional) argument.names = {argument.value};
  for (const std::string& name : option.get_snames()) argument.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) argument.names.push_back("--" + name);
  if (!argument.value.empty()) classify(argument);
  return argument;
}

}  // namespace

Described describe(const CLI::App& app) {
  Described described{app.get_parent() == nullptr ? "" : app.get_name(),
                      app.get_description(),
                      usage(app),
                      app.get_footer(),
                      {}};
  for (const CLI::Option* option : app.get_options())
    described.arguments.push_back(argument_of(*option));
  return described;
}

std::vector<Described> describe_commands(const CLI::App& app) {
  std::vector<Described> commands;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    commands.push_back(describe(*command));
  return commands;
}

}  // namespace cowmmu
