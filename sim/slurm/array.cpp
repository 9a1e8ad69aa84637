// SPDX-License-Identifier: Apache-2.0
#include "slurm/array.h"

#include <algorithm>
#include <utility>

namespace cowmmu {

TaskArray::TaskArray(Batch batch, bool mine) : batch_(std::move(batch)), mine_(mine) {
  tasks_.resize(batch_.chunks().size());
  for (size_t task = 0; task < tasks_.size(); ++task) {
    for (const ChunkPoint& p : batch_.chunks()[task]) task_of_.emplace(p.key, task);
  }
}

void TaskArray::observe(const std::vector<QueuedTask>& queue) {
  for (Task& t : tasks_) t.listed = false;
  running_ = waiting_ = held_ = 0;
  reason_.clear();
  for (const QueuedTask& q : queue) {
    if (q.job_name != batch_.name() || q.task >= tasks_.size()) continue;
    Task& t = tasks_[q.task];
    seen_ = true;
    t.state = q.state;
    if (is_over(q.state)) continue;
    t.listed = true;
    const bool held = is_held(q), waits = held || q.state == "PENDING";
    ++(waits ? waiting_ : running_);
    if (held) ++held_;
    if (waits) reason_ = q.reason;
  }
}

void TaskArray::note_row(const std::string& key) {
  const auto it = task_of_.find(key);
  if (it == task_of_.end()) return;
  ++tasks_[it->second].rows;
  seen_ = true;
}

std::vector<size_t> TaskArray::take_ended() {
  std::vector<size_t> ended;
  for (size_t task = 0; task < tasks_.size(); ++task) {
    if (tasks_[task].listed || tasks_[task].ended) continue;
    tasks_[task].ended = true;
    ended.push_back(task);
  }
  return ended;
}

bool TaskArray::has_open() const {
  return std::ranges::any_of(tasks_, [](const Task& t) { return !t.ended; });
}

std::string TaskArray::last_words(size_t task) const {
  std::string words = batch_.last_words(task);
  if (!words.empty()) return words;
  const std::string& state = tasks_.at(task).state;
  return state.empty() ? "it has left the queue without a word" : "Slurm says " + state;
}

}  // namespace cowmmu
