// SPDX-License-Identifier: Apache-2.0
// Notices: lines about what keeps a Slurm sweep from going on, each once when it begins.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "output/progress.h"

namespace cowmmu {

struct SlurmState {
  bool answers = true;
  std::string problem;                  // where it does not answer
  std::string refusal;                  // of sbatch, where it is called again
  std::string held;                     // why all open tasks are held; empty: they are not
  std::vector<std::string> held_names;  // their jobs' names
};

class Notices {
 public:
  // None without `out`.
  explicit Notices(std::ostream* out) : out_(out) {}

  // Says what is new, on lines of their own beside the progress line.
  void tell(const SlurmState& state, Progress& progress);

 private:
  void say(const std::string& text, Progress& progress);

  std::ostream* out_;
  SlurmState last_;
};

}  // namespace cowmmu
