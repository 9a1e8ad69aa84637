// SPDX-License-Identifier: Apache-2.0
// The job script of a batch: an array of tasks, each of which runs one chunk of points.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace cowmmu {

struct SlurmOptions {
  std::string partition;  // empty: the cluster's default
  std::string time;       // of a task, as sbatch takes it; empty: the partition's default
  std::vector<std::string> further;  // options of sbatch, each a word: "--qos=high"
};

struct TaskScript {
  std::string job_name;          // of letters that need no quotes
  std::filesystem::path folder;  // of the batch, absolute
  size_t tasks = 1;
  unsigned processors = 1;  // a task
  SlurmOptions options;
  std::filesystem::path work_folder;  // where tasks run, absolute
  std::vector<std::string> command;   // the program and its arguments, but for the chunk
};

// What sbatch is told, each a word. The last of a kind wins: a user may change what is said first,
// but not the name and the numbers, by which the tasks are found again.
std::vector<std::string> sbatch_words(const TaskScript& script);

// The whole script, with the words as `#SBATCH` lines. Throws InputError for a word with a line
// break.
std::string script_text(const TaskScript& script);

// As a word of a shell command line, whatever is in it.
std::string shell_word(const std::string& text);

}  // namespace cowmmu
