// SPDX-License-Identifier: Apache-2.0
#include "slurm/slurm.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <sstream>
#include <string_view>

#include "errors/errors.h"
#include "runner/program.h"

namespace cowmmu {
namespace {

std::string trimmed(const std::string& text) {
  const size_t end = text.find_last_not_of(" \n");
  return text.substr(0, end == std::string::npos ? 0 : end + 1);
}

// The words between the first three bars, and all the rest: a name may have bars.
std::array<std::string, 4> fields_of(const std::string& line) {
  std::array<std::string, 4> fields;
  size_t begin = 0;
  for (size_t i = 0; i < fields.size() && begin <= line.size(); ++i) {
    const size_t bar = i + 1 < fields.size() ? line.find('|', begin) : std::string::npos;
    fields.at(i) = line.substr(begin, bar - begin);
    begin = bar == std::string::npos ? line.size() + 1 : bar + 1;
  }
  return fields;
}

}  // namespace

bool is_over(const std::string& state) {
  constexpr std::array kOver{"BOOT_FAIL", "CANCELLED", "COMPLETED", "DEADLINE",      "FAILED",
                             "NODE_FAIL", "PREEMPTED", "REVOKED",   "OUT_OF_MEMORY", "TIMEOUT"};
  return std::ranges::find(kOver, std::string_view(state)) != kOver.end();
}

// Reasons: JobHeldUser, JobHeldAdmin, JobHoldMaxRequeue, "job requeued in held state". A task that
// runs may have one, for when it is requeued.
bool is_held(const QueuedTask& task) {
  constexpr std::array kHeld{"REQUEUE_HOLD", "SPECIAL_EXIT", "RESV_DEL_HOLD"};
  if (std::ranges::find(kHeld, std::string_view(task.state)) != kHeld.end()) return true;
  if (task.state != "PENDING") return false;
  constexpr std::array kReasons{"JobHeld", "JobHold", "held"};
  return std::ranges::any_of(
      kReasons, [&](const char* reason) { return task.reason.find(reason) != std::string::npos; });
}

// Slurm's own words (slurm_errno.c) and the system's.
bool is_transient(const std::string& message) {
  constexpr std::array kTransient{"Unable to contact slurm controller",
                                  "Socket timed out",
                                  "Zero Bytes were transmitted or received",
                                  "Message receive failure",
                                  "Message send failure",
                                  "standby mode",
                                  "emporarily",  // disabled, unable to accept job, unavailable
                                  "job queue full",
                                  "Connection refused",
                                  "Connection reset",
                                  "Connection timed out"};
  return std::ranges::any_of(
      kTransient, [&](const char* words) { return message.find(words) != std::string::npos; });
}

std::vector<QueuedTask> parse_queue(const std::string& text) {
  std::vector<QueuedTask> tasks;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    const auto [number, state, reason, name] = fields_of(line);
    QueuedTask task{name, 0, state, reason};
    const auto [end, error] =
        std::from_chars(number.data(), number.data() + number.size(), task.task);
    if (error == std::errc() && end == number.data() + number.size()) tasks.push_back(task);
  }
  return tasks;
}

Slurm::Slurm() {
  for (const char* name : {"sbatch", "squeue", "scancel"}) {
    if (is_on_path(name)) continue;
    throw InputError(fmt::format(
        "--engine slurm: found no {} on the PATH, needs Slurm's commands: call it on a login node "
        "of the cluster (perhaps after `module load slurm`), or use --engine local",
        name));
  }
}

std::optional<std::vector<QueuedTask>> Slurm::queue(const std::vector<std::string>& job_names,
                                                    InterruptWatch* watch) {
  if (job_names.empty()) return std::vector<QueuedTask>();
  const ProgramResult result = run_program(
      {"squeue", "--noheader", "--array", "--states=all", fmt::format("--user={}", ::geteuid()),
       fmt::format("--name={}", fmt::join(job_names, ",")),
       fmt::format("--format={}", kQueueFormat)},
      watch);
  if (result.status == 0) return parse_queue(result.out);
  problem_ = trimmed(result.err);
  return std::nullopt;
}

Submission Slurm::submit(const std::vector<std::string>& words,
                         const std::filesystem::path& script) {
  std::vector<std::string> command{"sbatch", "--parsable"};
  command.insert(command.end(), words.begin(), words.end());
  command.push_back(script.string());
  const ProgramResult result = run_program(command);
  if (result.status != 0) return {false, trimmed(result.err)};
  return {true, trimmed(result.out.substr(0, result.out.find(';')))};  // "12;cluster"
}

void Slurm::cancel(const std::string& job_name) {
  run_program({"scancel", fmt::format("--user={}", ::geteuid()), "--name=" + job_name});
}

}  // namespace cowmmu
