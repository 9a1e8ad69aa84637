// SPDX-License-Identifier: Apache-2.0
// TaskArray: a batch and what is known of its tasks.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "slurm/batch.h"
#include "slurm/slurm.h"

namespace cowmmu {

class TaskArray {
 public:
  // `mine`: made by this call, not by one that was killed.
  TaskArray(Batch batch, bool mine);

  Batch& batch() { return batch_; }
  const Batch& batch() const { return batch_; }
  bool is_mine() const { return mine_; }

  // sbatch said no, but the job may be there all the same.
  void doubt(const std::string& refusal) { refusal_ = refusal; }
  bool is_doubtful() const { return refusal_.has_value(); }
  bool was_seen() const { return seen_; }
  void trust() { refusal_.reset(); }
  const std::string& refusal() const { return *refusal_; }

  // Takes over what the queue shows.
  void observe(const std::vector<QueuedTask>& queue);
  // Notes that a row of this key has come.
  void note_row(const std::string& key);
  // Tasks that have ended since the last time, by any cause.
  std::vector<size_t> take_ended();

  bool is_open(size_t task) const { return !tasks_.at(task).ended; }
  bool has_open() const;
  bool has_rows(size_t task) const { return tasks_.at(task).rows > 0; }
  // Why the task left nothing behind.
  std::string last_words(size_t task) const;

  size_t running() const { return running_; }
  size_t waiting() const { return waiting_; }
  size_t held() const { return held_; }                  // of those that wait
  const std::string& reason() const { return reason_; }  // why one of them waits

 private:
  struct Task {
    bool listed = false;
    bool ended = false;
    size_t rows = 0;
    std::string state;
  };
  Batch batch_;
  bool mine_;
  std::vector<Task> tasks_;
  std::unordered_map<std::string, size_t> task_of_;
  std::optional<std::string> refusal_;
  bool seen_ = false;
  size_t running_ = 0, waiting_ = 0, held_ = 0;
  std::string reason_;
};

}  // namespace cowmmu
