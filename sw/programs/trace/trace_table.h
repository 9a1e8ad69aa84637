// SPDX-License-Identifier: Apache-2.0
// TraceTable: a recording prepared for replay, shared by all its programs and never changed: where
// each thread's records are, and where its threads must meet.
//
// A process ends, or execs, when every thread that did something in that image has done all of it:
// its last act in the recording came after theirs. Such a thread is a participant of the image.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "programs/trace/recording.h"

namespace cowmmu::trace {

// A place in the records of one thread.
class Cursor {
 public:
  Cursor() = default;
  // Before the thread's first record.
  explicit Cursor(ThreadIndex thread) : thread_(thread) {}

  ThreadIndex thread() const { return thread_; }
  // The record there, or nullptr at the end; then steps over it.
  const Record* take(const Recording& recording);

 private:
  void skip_to_block(const Recording& recording);

  ThreadIndex thread_ = 0;
  uint32_t next_block_ = 0;  // place in Thread::blocks
  size_t position_ = 0;      // records [position_, end_) of the block are left
  size_t end_ = 0;
};

class TraceTable {
 public:
  explicit TraceTable(std::shared_ptr<const Recording> recording);

  const Recording& recording() const { return *recording_; }
  // Threads that do something in the process's n-th image (an exec starts the next); at least 1.
  uint32_t participants(ProcessIndex process, size_t image) const {
    return plans_[process].participants[image];
  }
  // Has no record at all: it sleeps from its start to the end of its process.
  bool idle(ThreadIndex thread) const;
  // One thread forks this process and another waits for it.
  bool waited_elsewhere(ProcessIndex child) const { return plans_[child].waited_elsewhere; }
  // Threads of the process must meet, or tell each other about a child.
  bool meets(ProcessIndex process) const { return plans_[process].meets; }
  // The initial state: so many first records of the root's first thread.
  size_t initial_records() const { return initial_records_; }

 private:
  struct Plan {
    std::vector<uint32_t> participants = {1};
    bool waited_elsewhere = false;
    bool meets = false;
  };
  void plan();
  void count_initial_records();

  std::shared_ptr<const Recording> recording_;
  std::vector<Plan> plans_;
  size_t initial_records_ = 0;
};

}  // namespace cowmmu::trace
