// SPDX-License-Identifier: Apache-2.0
#include "commands/sweep_slurm.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iostream>
#include <utility>

#include "digest/sha256.h"

namespace cowmmu {
namespace {

namespace fs = std::filesystem;

// Of letters that need quotes nowhere.
std::string job_prefix(const fs::path& sweep) {
  std::string name = sweep.stem().string().substr(0, 40);
  for (char& c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '-' && c != '.') c = '_';
  }
  return std::string(kBatchName) + name;
}

// A task sees the same words as this call, from the same folder; a name that looks like an option
// has been given behind `--`.
std::vector<std::string> task_command(const SweepCommandOptions& options,
                                      const Overrides& overrides) {
  const bool like_an_option = options.sweep.starts_with("-");
  std::vector<std::string> words{fs::read_symlink("/proc/self/exe"), "sweep",
                                 (like_an_option ? "./" : "") + options.sweep, "--quiet",
                                 fmt::format("-j{}", std::max(1U, options.jobs))};
  if (options.timeout) words.push_back(fmt::format("--timeout={}", *options.timeout));
  if (overrides.seed) words.push_back(fmt::format("--seed={}", *overrides.seed));
  for (const std::string& set : overrides.sets) words.push_back("--set=" + set);
  return words;
}

// A shared folder may hold other things, and serve other databases.
fs::path job_folder(const std::string& shared, const fs::path& db) {
  if (shared.empty()) return fs::absolute(db.string() + ".slurm");
  Sha256 hash;
  hash.add(fs::weakly_canonical(fs::absolute(db)).string());
  constexpr size_t kDigits = 12;
  return fs::absolute(shared) /
         fmt::format("cowmmu-{}-{}", db.filename().string(), hash.hex().substr(0, kDigits));
}

// The numbers that the points have in task_plan(). Both plans have one order, and where one has
// what the other has not, its axes differ; a task compares the keys.
std::vector<size_t> task_numbers(const Plan& plan) {
  std::vector<size_t> numbers;
  if (!plan.sweep().skips_refused) {
    for (size_t point = 0; point < plan.size(); ++point) numbers.push_back(point);
    return numbers;
  }
  const Plan all = task_plan(plan.sweep(), {});  // axes need no overrides
  for (size_t number = 0; number < all.size() && numbers.size() < plan.size(); ++number) {
    if (all.axes(number) == plan.axes(numbers.size())) numbers.push_back(number);
  }
  return numbers;
}

}  // namespace

Plan task_plan(SweepFile sweep, Overrides overrides) {
  sweep.skips_refused = false;
  return Plan(std::move(sweep), std::move(overrides), PlanChecks::kNone);
}

SlurmJob slurm_job(const SweepCommandOptions& options, const fs::path& db, const std::string& text,
                   const Overrides& overrides) {
  SlurmJob job;
  job.folder = job_folder(options.shared, db);
  job.prefix = job_prefix(options.sweep);
  job.sweep = text;
  job.chunk = options.chunk;
  job.replace = options.force;
  job.notices = &std::cerr;
  job.script.processors = std::max(1U, options.jobs);
  job.script.options = options.slurm;
  job.script.work_folder = fs::current_path();
  job.script.command = task_command(options, overrides);
  return job;
}

Chunk chunk_points(const Plan& plan, const std::vector<size_t>& points) {
  const std::vector<size_t> numbers = task_numbers(plan);
  Chunk chunk;
  for (const size_t point : points) chunk.push_back({numbers.at(point), plan.key(point)});
  return chunk;
}

std::string script_preview(const SlurmJob& job, size_t points) {
  TaskScript script = job.script;
  script.job_name = job.prefix + "-XXXXXXXX";
  script.folder = job.folder / script.job_name;
  const size_t size = chunk_size(job.chunk, points);
  script.tasks = (points + size - 1) / size;
  return script_text(script);
}

}  // namespace cowmmu
