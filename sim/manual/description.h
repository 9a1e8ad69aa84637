// SPDX-License-Identifier: Apache-2.0
// What the command line offers, read from CLI11's declarations: the only source of manual pages and
// shell completions.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace cowmmu {

enum class Takes { kNothing, kText, kFile, kFolder, kWord };

struct Argument {
  std::vector<std::string> names;  // "-h", "--help"; a positional's one name
  bool positional = false;
  std::string shown;    // as the help shows it: "--out DIR"
  std::string meaning;  // the help's text
  Takes takes = Takes::kNothing;
  std::string value;               // "DIR"; of a flag: ""
  std::vector<std::string> words;  // kWord: what may be typed; "os.fork=" goes on after the sign
  bool repeats = false;
};

struct Described {
  std::string name;  // "run"; of the program: ""
  std::string summary;
  std::string usage;
  std::string example;  // the whole line of the help
  std::vector<Argument> arguments;
};

Described describe(const CLI::App& app);
// Each command, in the order of the help.
std::vector<Described> describe_commands(const CLI::App& app);

}  // namespace cowmmu
