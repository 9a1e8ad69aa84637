// SPDX-License-Identifier: Apache-2.0
// Slurm, as its commands sbatch, squeue and scancel show it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "runner/interrupt.h"

namespace cowmmu {

// A task of a job array.
struct QueuedTask {
  std::string job_name;
  size_t task = 0;
  std::string state;   // "RUNNING"
  std::string reason;  // why it waits: "Resources"
};

// Whether a task in this state will not run any more. An unknown state is not over.
bool is_over(const std::string& state);
// Whether it waits for somebody to release it.
bool is_held(const QueuedTask& task);

// Whether what sbatch says may be otherwise when it is called again.
bool is_transient(const std::string& message);

// Lines of squeue in Slurm's format below; those of jobs that are no arrays are left out.
inline constexpr const char* kQueueFormat = "%K|%T|%r|%j";
std::vector<QueuedTask> parse_queue(const std::string& text);

struct Submission {
  bool accepted = false;
  std::string message;  // the job's number, or why it is not accepted
};

class ISlurm {
 public:
  virtual ~ISlurm() = default;
  // The user's tasks of these jobs, also those that have ended lately. Nothing where Slurm does not
  // answer; then problem() says why. Interrupts end it.
  virtual std::optional<std::vector<QueuedTask>> queue(const std::vector<std::string>& job_names,
                                                       InterruptWatch* watch) = 0;
  virtual std::string problem() const = 0;
  virtual Submission submit(const std::vector<std::string>& words,
                            const std::filesystem::path& script) = 0;
  virtual void cancel(const std::string& job_name) = 0;
};

class Slurm : public ISlurm {
 public:
  // Throws InputError where its commands are not found.
  Slurm();

  std::optional<std::vector<QueuedTask>> queue(const std::vector<std::string>& job_names,
                                               InterruptWatch* watch) override;
  std::string problem() const override { return problem_; }
  Submission submit(const std::vector<std::string>& words,
                    const std::filesystem::path& script) override;
  void cancel(const std::string& job_name) override;

 private:
  std::string problem_;
};

}  // namespace cowmmu
