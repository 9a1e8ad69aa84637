// SPDX-License-Identifier: Apache-2.0
// print_manual FOLDER DATA: writes man1/*.1 and the shells' completions into FOLDER; DATA is where
// scenarios will be installed, under the prefix.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "cli/command_line.h"
#include "manual/manual.h"
#include "stats/version.h"

namespace cowmmu {
namespace {

namespace fs = std::filesystem;

void write(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream out(file);
  if (!(out << text).flush()) throw std::runtime_error("cannot write " + file.string());
}

void print_manual(const fs::path& folder, const std::string& data) {
  const Simulators none{};
  const CommandLine line(none);
  const ManualPlaces places{std::string(version()), data};
  const Described program = describe(line.app);
  const std::vector<Described> commands = describe_commands(line.app);
  for (const Described& c : commands)
    write(folder / "man1" / ("cowmmu-" + c.name + ".1"), command_page(c, places));
  write(folder / "bash/cowmmu", bash_completion(program, commands));
  write(folder / "zsh/_cowmmu", zsh_completion(program, commands));
  write(folder / "fish/cowmmu.fish", fish_completion(program, commands));
  // Last: the build takes it for all.
  write(folder / "man1/cowmmu.1", program_page(program, commands, places));
}

}  // namespace
}  // namespace cowmmu

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: print_manual FOLDER DATA\n";
    return 2;
  }
  try {
    cowmmu::print_manual(argv[1], argv[2]);
  } catch (const std::exception& e) {
    std::cerr << "print_manual: " << e.what() << "\n";
    return 1;
  }
  return 0;
}
