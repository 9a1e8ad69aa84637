// SPDX-License-Identifier: Apache-2.0
// SlurmRun: has points run by job arrays and brings their results into the store.
// A folder that all nodes share holds what is under way, and nothing else is remembered: a call
// that was killed left its arrays there, and the next one takes them over. Tasks are found in the
// queue by their job's name. What a task has not stored when it leaves the queue, by whatever
// cause, is submitted again.
#pragma once

#include <filesystem>
#include <list>
#include <ostream>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "output/progress.h"
#include "slurm/array.h"
#include "slurm/back_off.h"
#include "slurm/folder_lock.h"
#include "slurm/notices.h"
#include "slurm/script.h"
#include "slurm/slurm.h"
#include "store/point_store.h"

namespace cowmmu {

// Slurm's default MaxArraySize allows one more (slurm.conf(5)).
inline constexpr size_t kMaxTasks = 1000;

struct SlurmJob {
  std::filesystem::path folder;     // shared, absolute
  std::string prefix;               // of the jobs' names
  std::string sweep;                // the sweep file's text
  size_t chunk = 0;                 // points a task; 0: a hundred tasks
  bool replace = false;             // rows that are there
  TaskScript script;                // but for job_name, folder and tasks
  double retry_pause = 1;           // seconds until sbatch is called again, at first
  std::ostream* notices = nullptr;  // for what keeps it from going on; none: nowhere
};

// The points that a task runs, where `chunk` asks for so many. Throws InputError for too many
// tasks.
size_t chunk_size(size_t chunk, size_t points);

class SlurmRun {
 public:
  // Stores what earlier calls have left. Throws InputError where another call is at work.
  SlurmRun(SlurmJob job, PointStore& store, ISlurm& slurm);

  // Until each point has a row. Where sbatch refuses a job it is called again, as long as other
  // arrays are under way; with none, some times, but not at all where it refuses the first one for
  // good: then it throws InputError. Throws RunError where Slurm never answers, where a task cannot
  // run its chunk, and for points that were lost too often; and Interrupted. In all of these the
  // arrays are cancelled, but not for SIGHUP: a lost terminal leaves them, and the next call takes
  // them over.
  void run(const Chunk& wanted, Progress& progress);
  size_t ran() const { return ran_; }

 private:
  struct Missing {
    size_t point;
    int losses = 0;  // tasks that ended with nothing for it or for the rest of their chunk
  };

  void adopt();
  std::vector<std::string> names() const;
  void look(InterruptWatch* watch);
  void hear(bool answers);
  void settle_doubts();
  void accepted();
  void refused(const std::string& message);
  void give_up_if_silent();
  void collect();
  void store_rows(TaskArray& array, const ShardNews& news);
  void close_tasks();
  void lose(const TaskArray& array, size_t task);
  std::set<std::string> covered() const;
  void submit_rest(InterruptWatch& watch);
  void submit(std::vector<Chunk> chunks, InterruptWatch& watch);
  void give_up_if_hopeless() const;
  SlurmState state() const;
  void wait(InterruptWatch& watch, Progress& progress);
  std::string note() const;
  void end(bool cancel);

  FolderLock lock_;
  SlurmJob job_;
  PointStore& store_;
  ISlurm& slurm_;
  std::list<TaskArray> arrays_;
  std::unordered_map<std::string, Missing> missing_;
  size_t wanted_ = 0, ran_ = 0;
  bool answers_ = true, has_answered_ = false, has_accepted_ = false;
  BackOff back_off_;  // of submissions
  Notices notices_;
  std::string refusal_;     // sbatch's last words, unless it took the job
  std::string last_words_;  // of a task that was lost
  double pause_ = 0;        // seconds
};

}  // namespace cowmmu
