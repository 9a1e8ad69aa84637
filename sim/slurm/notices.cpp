// SPDX-License-Identifier: Apache-2.0
#include "slurm/notices.h"

#include <fmt/format.h>

#include <algorithm>

namespace cowmmu {
namespace {

// Slurm's programs may print several.
std::string one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text;
}

std::string held_text(const SlurmState& state) {
  std::string commands;
  for (const std::string& name : state.held_names) {
    commands += (commands.empty() ? "" : "; ") + ("scontrol release jobname=" + name);
  }
  const bool by_admin = state.held == "JobHeldAdmin";
  return fmt::format("all open tasks are held ({}): `{}`{} lets them run", state.held, commands,
                     by_admin ? " by an administrator" : "");
}

}  // namespace

void Notices::tell(const SlurmState& state, Progress& progress) {
  if (last_.answers && !state.answers) {
    say("Slurm does not answer (" + one_line(state.problem) + "): waiting for it", progress);
  }
  if (!last_.answers && state.answers) say("Slurm answers again", progress);
  if (!state.refusal.empty() && state.refusal != last_.refusal) {
    say("sbatch refuses the job for now (" + one_line(state.refusal) + "): trying again", progress);
  }
  if (!state.held.empty() && last_.held.empty()) say(held_text(state), progress);
  last_ = state;
}

void Notices::say(const std::string& text, Progress& progress) {
  if (out_ == nullptr) return;
  progress.clear();
  *out_ << "cowmmu sweep: " << text << std::endl;  // at once: it may be long until the next
}

}  // namespace cowmmu
