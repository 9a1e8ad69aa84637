// SPDX-License-Identifier: Apache-2.0
#include "random_case.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>

#include "stats/stats_json.h"
#include "system/checked_run.h"
#include "system/collect.h"

namespace cowmmu::random {
namespace {

using boost::json::value_to;

class Runner {
 public:
  explicit Runner(const Case& which)
      : case_(which),
        run_(which.config, {.check = true,
                            .exact_step = which.exact_step,
                            .mutants = &case_.mutants,
                            .on_end = [this](const EndReport& report) { return ended(report); },
                            .on_kill = [this](const Thread* thread, Pid pid, KillReason,
                                              VirtAddr va) { killed(thread, pid, va); }}) {}

  std::string run() {
    run_.run(case_.program ? case_.program() : std::make_unique<RandomProgram>(case_.rules), false);
    std::vector<std::string> found = run_.findings();
    found.insert(found.end(), found_.begin(), found_.end());
    boost::json::object result;
    result["findings"] = boost::json::value_from(found);
    result["images"] = images();
    result["statistics"] = case_.statistics ? statistics() : "";
    return boost::json::serialize(result);
  }

 private:
  std::vector<Tid> ended(const EndReport& report) {
    if (report.process_ended && report.status == RandomProgram::kRefused)
      found_.push_back(fmt::format("process {} was refused a call", report.process.value));
    return {};
  }

  void killed(const Thread* thread, Pid pid, VirtAddr va) {
    if (!case_.rules.determinate) return;
    const auto* program =
        thread ? dynamic_cast<const RandomProgram*>(thread->program.get()) : nullptr;
    if (program != nullptr && program->expects_kill()) return;
    found_.push_back(fmt::format("process {} was killed at {:#x}", pid.value, va.value));
  }

  // Process numbers depend on the schedule: sorted by content.
  std::string images() const {
    std::vector<std::string> lines;
    for (const ProcessImage& i : run_.oracles()->images())
      lines.push_back(fmt::format("{} {}\n", i.digest.pages, i.digest.sha256));
    std::ranges::sort(lines);
    return fmt::format("{}", fmt::join(lines, ""));
  }

  std::string statistics() {
    Stats stats;
    collect(run_.system(), stats);
    stats.frames.leaked = run_.leaked();
    stats.oracle = {true, run_.oracles()->loads(), run_.oracles()->stale()};
    if (case_.images) {
      stats.processes.images.emplace();
      for (const ProcessImage& i : run_.oracles()->images())
        stats.processes.images->push_back({i.process, i.image, i.digest.pages, i.digest.sha256});
    }
    boost::json::object json = to_json(stats);
    json.erase("host");
    return boost::json::serialize(json);
  }

  Case case_;
  std::vector<std::string> found_;
  CheckedRun run_;
};

}  // namespace

ChildFunction runner_of(const Case& which) {
  return [which] { return Runner(which).run(); };
}

Outcome outcome_of(const ChildResult& result) {
  switch (result.end) {
    case ChildEnd::kReturned:
      break;
    case ChildEnd::kThrew:
      return {{"it threw: " + result.message}, "", ""};
    case ChildEnd::kCrashed:
      return {{"it crashed: " + result.message}, "", ""};
    case ChildEnd::kTimedOut:
      return {{"it hangs"}, "", ""};
  }
  const boost::json::value json = boost::json::parse(result.bytes);
  return {value_to<std::vector<std::string>>(json.at("findings")),
          value_to<std::string>(json.at("images")), value_to<std::string>(json.at("statistics"))};
}

std::vector<uint64_t> seeds(uint64_t first, uint64_t count) {
  if (const char* only = std::getenv("COWMMU_RANDOM_SEED"))
    return {parse_seed(only, "COWMMU_RANDOM_SEED")};
  std::vector<uint64_t> all(count);
  for (uint64_t k = 0; k < count; ++k) all[k] = first + k;
  return all;
}

}  // namespace cowmmu::random
