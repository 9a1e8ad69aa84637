// SPDX-License-Identifier: Apache-2.0
// Runs command lines over the fake simulator, in a folder of their own.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/cli.h"
#include "fake/fake_simulation.h"
#include "mmu/mmu.h"
#include "walk/fixed_port.h"

namespace cowmmu {

// Passes every test but those called "bad".
inline litmus::TestResult fake_litmus_test(const litmus::LitmusTest& test, const Configuration&) {
  if (test.name == "bad") return litmus::Failure{2, "1", "2"};
  return std::nullopt;
}

class CliTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::path(testing::TempDir()) / ("cowmmu-cli-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
    scenario_ = write("s.toml", "[workload]\nprogram = \"fork_write\"\npages = 100\n");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  static std::unique_ptr<IMmu> model_mmu(const Params& p, const WalkFile&) {
    return std::make_unique<Mmu>(p.machine.tlb, p.machine.walker, p.machine.mmu);
  }
  // The exit status; out_ and err_ hold what was printed.
  int run(const std::vector<std::string>& arguments) {
    std::ostringstream out, err;
    const int status =
        run_cli(arguments, {fake_simulate, fake_litmus_test, {fixed_port, model_mmu}}, out, err);
    out_ = out.str();
    err_ = err.str();
    return status;
  }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
    return path(name);
  }
  std::string read(const std::string& name) const {
    std::ifstream in(folder_ / name);
    std::stringstream all;
    all << in.rdbuf();
    return all.str();
  }
  // Names of all files below the folder, the scenario apart, sorted.
  std::string files() const {
    std::vector<std::string> names;
    for (const auto& e : std::filesystem::recursive_directory_iterator(folder_)) {
      const auto name = std::filesystem::relative(e.path(), folder_).string();
      if (e.is_regular_file() && name != "s.toml") names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : " ") + name;
    return all;
  }
  static bool has(const std::string& all, const std::string& part) {
    return all.find(part) != std::string::npos;
  }

  std::filesystem::path folder_;
  std::string scenario_, out_, err_;
};

}  // namespace cowmmu
