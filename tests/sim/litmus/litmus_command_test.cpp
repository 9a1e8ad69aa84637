// SPDX-License-Identifier: Apache-2.0
// `cowmmu litmus` over a runner that judges a test by its name: what is printed, and how it exits.
#include "commands/litmus_command.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/check.h"
#include "fake/fake_simulation.h"

namespace cowmmu {
namespace {

litmus::TestResult judge(const litmus::LitmusTest& test, const Configuration& config) {
  if (test.name == "wrong") return litmus::Failure{3, "copies == 1", "2"};
  if (test.name == "broken") throw CheckFailed("machine: broken\nbadly");
  if (test.name == "crash") ::_exit(7);
  if (test.name != "settings") return std::nullopt;
  const ParamRegistry registry;
  std::string seen = std::to_string(config.seed);
  for (const char* key : {"machine.harts", "os.memory.user_frames", "os.fork"}) {
    seen += " " + to_text(registry.get(config.params, key));
  }
  return litmus::Failure{1, "these settings", seen};
}

class LitmusCommand : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string file(const std::string& name, const std::string& text) {
    const std::string path = folder_ / name;
    std::ofstream(path) << text;
    return path;
  }
  ExitStatus run(const LitmusCommandOptions& options) {
    const Simulate simulate = fake_simulate;
    CommandContext context{overrides_, true, simulate, out_, err_};
    return litmus_command(options, context, judge);
  }
  // The message of the InputError that it must throw; nothing may have been printed.
  std::string refusal(const std::string& text) {
    const std::string path = file("bad.litmus", text);
    try {
      run({{path}, false, 1});
    } catch (const InputError& e) {
      EXPECT_EQ(out_.str(), "");
      const std::string message = e.what();
      return message.starts_with(path) ? message.substr(path.size()) : message;
    }
    return "accepted";
  }

  const std::filesystem::path folder_ =
      std::filesystem::path(testing::TempDir()) / ("cowmmu-litmus-" + std::to_string(::getpid()));
  Overrides overrides_;
  std::ostringstream out_, err_;
};

TEST_F(LitmusCommand, a_line_for_each_test_and_one_for_all) {
  const std::string a = file("a.litmus", "test one\ninit: exit\ntest two\ninit: exit\n");
  const std::string b = file("b.litmus", "test three\ninit: exit\n");
  EXPECT_EQ(run({{a, b}, false, 2}), ExitStatus::kDone);
  EXPECT_EQ(out_.str(), "ok one\nok two\nok three\n3 passed, 0 failed\n");
}

TEST_F(LitmusCommand, a_failure_says_where_and_what_and_exits_1) {
  const std::string a = file("a.litmus", "test wrong\ninit: exit\ntest two\ninit: exit\n");
  EXPECT_EQ(run({{a}, false, 1}), ExitStatus::kFailed);
  EXPECT_EQ(out_.str(),
            "FAILED wrong: line 3: expected copies == 1, got 2\nok two\n1 passed, 1 failed\n");
}

TEST_F(LitmusCommand, a_crash_or_a_broken_invariant_fails_that_test_only) {
  const std::string a = file("a.litmus", "test broken\ntest crash\ntest fine\n");
  EXPECT_EQ(run({{a}, false, 2}), ExitStatus::kFailed);
  EXPECT_EQ(out_.str(),
            "FAILED broken: machine: broken badly\n"
            "FAILED crash: ended without a result: exit status 7\n"
            "ok fine\n1 passed, 2 failed\n");
}

TEST_F(LitmusCommand, a_tests_settings_configure_its_machine) {
  const std::string a =
      file("a.litmus", "test settings\nharts 3\nframes 9\nset os.fork=eager\ninit: exit\n");
  run({{a}, false, 1});
  EXPECT_NE(out_.str().find("got 1 3 9 eager\n"), std::string::npos) << out_.str();
}

TEST_F(LitmusCommand, the_command_line_wins_over_a_tests_settings) {
  const std::string a = file("a.litmus", "test settings\nframes 9\nset os.fork=eager\n");
  overrides_ = {5, {"os.fork=textbook", "machine.harts=4"}};
  run({{a}, false, 1});
  EXPECT_NE(out_.str().find("got 5 4 9 textbook\n"), std::string::npos) << out_.str();
}

TEST_F(LitmusCommand, a_bad_line_in_any_file_stops_all) {
  const std::string good = file("a.litmus", "test one\ninit: exit\n");
  const std::string bad = file("b.litmus", "test two\ninit: exti\n");
  EXPECT_THROW(run({{good, bad}, false, 1}), InputError);
  EXPECT_EQ(out_.str(), "");
}

TEST_F(LitmusCommand, a_bad_setting_names_its_place) {
  EXPECT_EQ(refusal("test t\nset os.frok=eager\n").substr(0, 6), ":2:5: ");
  EXPECT_NE(refusal("test t\nset os.frok=eager\n").find("did you mean os.fork"), std::string::npos);
  const std::string value = refusal("test t\nset os.fork=eagre\n");
  EXPECT_EQ(value.substr(0, 6), ":2:5: ");
  EXPECT_EQ(value.find("--set"), std::string::npos) << value;
  EXPECT_EQ(refusal("test t\nset workload.pages=3\n").substr(0, 6), ":2:5: ");
}

TEST_F(LitmusCommand, what_comes_later_is_named_and_nothing_runs) {
  EXPECT_EQ(refusal("test t\ninit: map A pages=512 huge\n"), ":2:1: not available yet: huge");
  EXPECT_EQ(refusal("test t\ninit: spawn c\n"), ":2:1: not available yet: spawn");
  EXPECT_EQ(refusal("test t\nset os.cow.reuse=mapcount\n"),
            ":2:5: not available yet: os.cow.reuse=mapcount");
  EXPECT_EQ(refusal("test t\nset os.fork=async\n"), ":2:5: not available yet: os.fork=async");
}

TEST_F(LitmusCommand, explore_is_not_available_yet) {
  try {
    run({{"x.litmus"}, true, 1});
    FAIL() << "was accepted";
  } catch (const InputError& e) {
    EXPECT_STREQ(e.what(), "not available yet: --explore");
  }
}

TEST_F(LitmusCommand, a_file_that_cannot_be_read_is_named) {
  EXPECT_THROW(run({{testing::TempDir() + "no/such.litmus"}, false, 1}), InputError);
  EXPECT_THROW(run({{testing::TempDir()}, false, 1}), InputError);
}

}  // namespace
}  // namespace cowmmu
