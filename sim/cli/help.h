// SPDX-License-Identifier: Apache-2.0
// Help of the program and of each command: fits a screen of 24 lines and 80 columns.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace cowmmu {

// "cowmmu run SCENARIO [options]"
std::string usage(const CLI::App& app);
// "SCENARIO", "DIR"; of a flag: ""
std::string value_name(const CLI::Option& option);
// "SCENARIO", "-h,--help", "--out DIR"
std::string shown_name(const CLI::Option& option);

class HelpText : public CLI::FormatterBase {
 public:
  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override;
};

}  // namespace cowmmu
