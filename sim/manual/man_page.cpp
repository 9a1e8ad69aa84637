// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "manual/manual.h"

namespace cowmmu {
namespace {

// Text that troff does not take for its own: backslashes, hyphens that are to be copied as such,
// and control characters at a line's begin.
std::string plain(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\\') {
      escaped += "\\e";
    } else if (c == '-') {
      escaped += "\\-";
    } else {
      escaped += c;
    }
  }
  const bool control = escaped.starts_with(".") || escaped.starts_with("'");
  return control ? "\\&" + escaped : escaped;
}

std::string title(const std::string& name, const ManualPlaces& places) {
  return fmt::format(".TH {} 1 \"\" \"cowmmu {}\" \"User Commands\"\n", plain(name),
                     plain(places.version));
}

std::string begin(const Described& described, const std::string& name, const ManualPlaces& places) {
  return title(name, places) + fmt::format(".SH NAME\n{} \\- {}\n.SH SYNOPSIS\n{}\n", plain(name),
                                           plain(described.summary), plain(described.usage));
}

std::string item(const std::string& head, const std::string& text) {
  return ".TP\n.B " + plain(head) + "\n" + plain(text) + "\n";
}

std::string arguments(const Described& described) {
  std::string positional, options;
  for (const Argument& argument : described.arguments)
    (argument.positional ? positional : options) += item(argument.shown, argument.meaning);
  return (positional.empty() ? "" : ".SH ARGUMENTS\n" + positional) + ".SH OPTIONS\n" + options;
}

std::string end(const Described& described, const ManualPlaces& places) {
  const std::string line = described.example.substr(described.example.find(": ") + 2);
  return ".SH EXAMPLE\n.EX\n" + plain(line) + "\n.EE\n.SH FILES\n" +
         item("PREFIX/" + places.data,
              "of the installation: scenarios, sweeps, recordings, litmus tests");
}

std::string page_name(const Described& command) { return "cowmmu-" + command.name; }

}  // namespace

std::string program_page(const Described& program, const std::vector<Described>& commands,
                         const ManualPlaces& places) {
  std::string text = begin(program, "cowmmu", places) + ".SH COMMANDS\n";
  for (const Described& command : commands) text += item(command.name, command.summary);
  text += arguments(program) + end(program, places) + ".SH SEE ALSO\n";
  for (const Described& command : commands)
    text += fmt::format(".BR {} (1){}\n", plain(page_name(command)),
                        &command == &commands.back() ? "" : ",");
  return text;
}

std::string command_page(const Described& command, const ManualPlaces& places) {
  return begin(command, page_name(command), places) + arguments(command) + end(command, places) +
         ".SH SEE ALSO\n.BR cowmmu (1)\n";
}

}  // namespace cowmmu
