// SPDX-License-Identifier: Apache-2.0
#include "commands/litmus_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "input/input_file.h"
#include "output/progress.h"
#include "params/registry.h"
#include "programs/litmus/parser.h"
#include "runner/pool.h"

namespace cowmmu {
namespace {

using litmus::LitmusTest;
using litmus::TestResult;
namespace json = boost::json;

struct Job {
  LitmusTest test;
  Configuration config;
};

InputError error_at(const LitmusTest& test, litmus::Position at, const std::string& message) {
  return InputError(fmt::format("{}:{}:{}: {}", test.file, at.line, at.column, message));
}

// configure(), whose complaints are about a line of the test.
Configuration configure_at(const LitmusTest& test, litmus::Position at,
                           const Overrides& overrides) {
  try {
    return configure(overrides);
  } catch (const InputError& e) {
    const std::string option = "--set " + (overrides.sets.empty() ? "" : overrides.sets.back());
    const std::string text = e.what();
    const bool named = text.starts_with(option + ": ");
    throw error_at(test, at, named ? text.substr(option.size() + 2) : text);
  } catch (const ParamError& e) {
    throw error_at(test, at, e.what());
  }
}

Configuration configuration_of(const LitmusTest& test, const Overrides& from_command_line) {
  Overrides all = from_command_line;
  std::vector<std::string> own = {fmt::format("machine.harts={}", test.harts)};
  if (test.frames) own.push_back(fmt::format("os.memory.user_frames={}", *test.frames));
  for (const litmus::Setting& setting : test.settings) {
    own.push_back(setting.key + "=" + setting.value);
    configure_at(test, setting.at, {{}, {own.back()}});
  }
  all.sets.insert(all.sets.begin(), own.begin(), own.end());
  return configure_at(test, test.at, all);
}

std::vector<LitmusTest> parse_file(const std::string& file) {
  try {
    return litmus::parse_litmus(file, read_input_file(file));
  } catch (const litmus::LitmusError& e) {
    throw InputError(e.what());
  }
}

std::vector<Job> read_jobs(const LitmusCommandOptions& options, const Overrides& overrides) {
  configure(overrides);  // a bad command line is not a test's fault
  std::vector<LitmusTest> tests;
  for (const std::string& file : options.files) {
    for (LitmusTest& test : parse_file(file)) tests.push_back(std::move(test));
  }
  std::vector<Job> jobs;
  for (LitmusTest& test : tests) {
    for (const litmus::NotYet& missing : test.not_yet) {
      throw error_at(test, missing.at, NotAvailable(missing.name).what());
    }
    Configuration config = configuration_of(test, overrides);
    jobs.push_back({std::move(test), std::move(config)});
  }
  return jobs;
}

// In the child.
std::string run_encoded(const RunLitmusTest& run, const Job& job) {
  const TestResult result = run(job.test, job.config);
  if (!result) return "{}";
  return json::serialize(
      json::object{{"line", result->line}, {"expected", result->expected}, {"got", result->got}});
}

// Empty: the test passed.
std::string failure_of(const ChildResult& result) {
  if (result.end != ChildEnd::kReturned) return result.message;
  const json::object failure = json::parse(result.bytes).as_object();
  if (failure.empty()) return {};
  return fmt::format("line {}: expected {}, got {}", failure.at("line").to_number<uint64_t>(),
                     failure.at("expected").as_string().c_str(),
                     failure.at("got").as_string().c_str());
}

// Prints each test's line as soon as those before it are printed.
class Report {
 public:
  Report(const std::vector<Job>& jobs, CommandContext& context)
      : jobs_(jobs), out_(context.out), lines_(jobs.size()), progress_("litmus", !context.quiet) {}

  void done(size_t index, const ChildResult& result) {
    const std::string& name = jobs_[index].test.name;
    std::string failure = failure_of(result);
    std::ranges::replace(failure, '\n', ' ');
    failed_ += failure.empty() ? 0 : 1;
    lines_[index] = failure.empty() ? "ok " + name : "FAILED " + name + ": " + failure;
    progress_.clear();
    for (; printed_ < lines_.size() && !lines_[printed_].empty(); ++printed_) {
      out_ << lines_[printed_] << "\n";
    }
    progress_.update(++done_, jobs_.size());
  }

  ExitStatus finish() {
    progress_.clear();
    out_ << jobs_.size() - failed_ << " passed, " << failed_ << " failed\n";
    return failed_ == 0 ? ExitStatus::kDone : ExitStatus::kFailed;
  }

 private:
  const std::vector<Job>& jobs_;
  std::ostream& out_;
  std::vector<std::string> lines_;  // empty: not known yet
  Progress progress_;
  size_t printed_ = 0, failed_ = 0, done_ = 0;
};

}  // namespace

ExitStatus litmus_command(const LitmusCommandOptions& options, CommandContext& context,
                          const RunLitmusTest& run) {
  if (options.explore) throw NotAvailable("--explore");
  const std::vector<Job> jobs = read_jobs(options, context.overrides);
  Report report(jobs, context);
  std::vector<ChildFunction> functions;
  functions.reserve(jobs.size());
  for (const Job& job : jobs) {
    functions.push_back([&run, &job] { return run_encoded(run, job); });
  }
  PoolOptions pool;
  pool.jobs = jobs_or_processors(options.jobs);
  pool.on_done = [&](size_t index, const ChildResult& result) { report.done(index, result); };
  run_in_children(functions, pool);
  return report.finish();
}

}  // namespace cowmmu
