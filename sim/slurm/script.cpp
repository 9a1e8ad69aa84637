// SPDX-License-Identifier: Apache-2.0
#include "slurm/script.h"

#include <fmt/format.h>

#include <cctype>
#include <string_view>

#include "errors/errors.h"

namespace cowmmu {
namespace {

// Taken as they are by shells and by sbatch.
bool is_plain(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         std::string_view("-_=.,:/%@+").find(c) != std::string_view::npos;
}

// In a `#SBATCH` line a backslash takes the meaning from what follows it.
std::string sbatch_word(const std::string& text) {
  if (text.find('\n') != std::string::npos) {
    throw InputError("--sbatch-option: found a line break, allowed one line");
  }
  std::string word;
  for (const char c : text) word += is_plain(c) ? std::string{c} : std::string{'\\', c};
  return word;
}

}  // namespace

std::string shell_word(const std::string& text) {
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string{c};
  return word + "'";
}

std::vector<std::string> sbatch_words(const TaskScript& script) {
  std::vector<std::string> words{"--requeue", "--output=/dev/null",
                                 fmt::format("--cpus-per-task={}", script.processors)};
  const SlurmOptions& o = script.options;
  words.insert(words.end(), o.further.begin(), o.further.end());
  if (!o.partition.empty()) words.push_back("--partition=" + o.partition);
  if (!o.time.empty()) words.push_back("--time=" + o.time);
  words.push_back("--job-name=" + script.job_name);
  words.push_back(fmt::format("--array=0-{}", script.tasks - 1));
  return words;
}

// Paths stand in the commands alone: they need no quotes that sbatch would have to understand, and
// no `%` in them is taken for one of its patterns.
std::string script_text(const TaskScript& script) {
  std::string text = "#!/bin/sh\n";
  for (const std::string& word : sbatch_words(script))
    text += "#SBATCH " + sbatch_word(word) + "\n";
  const std::string folder = shell_word(script.folder.string());
  const std::string task = "\"$SLURM_ARRAY_TASK_ID\"";
  text += fmt::format("exec >>{}/log-{} 2>&1\n", folder, task);
  text += fmt::format("cd {} || exit\nexec", shell_word(script.work_folder.string()));
  for (const std::string& word : script.command) text += " " + shell_word(word);
  return text + fmt::format(" --slurm-task={}/chunk-{}\n", folder, task);
}

}  // namespace cowmmu
