// SPDX-License-Identifier: Apache-2.0
// ProcessTable: who exists and who may act, while a trace is read. It fills the tables of
// processes, threads and blocks of the Recording, and refuses a record of somebody who cannot have
// made it. It knows nothing of memory.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <optional>
#include <vector>

#include "programs/trace/fields.h"
#include "programs/trace/recording.h"

namespace cowmmu::trace {

class ProcessTable {
 public:
  explicit ProcessTable(Recording& recording) : recording_(recording) {}

  // Each takes the fields of its record and appends what it makes to the Recording.
  void process(Fields& fields);          // P
  void thread(Fields& fields);           // T
  void switch_to(Fields& fields);        // =
  void fork(Fields& fields, Kind kind);  // F V
  void wait(Fields& fields);             // J
  void exec(Fields& fields);             // X
  void exit(Fields& fields);             // Z
  void thread_exit(Fields& fields);      // z

  // Appends a record of the current thread, which must be able to act.
  void append(const Fields& fields, const Record& record) {
    if (current_ == kNobody || thread_states_[current_].borrowed_by != kNobody) [[unlikely]]
      refuse_actor(fields);
    append_to(current_, record);
  }
  // The root's first thread is the current one.
  bool is_root() const { return current_ == 0; }
  // At the end of the file: every process that was announced has appeared.
  void finish() const;

 private:
  static constexpr uint32_t kNobody = UINT32_MAX;
  enum class Life : uint8_t { kAnnounced, kLive, kDead };
  struct ProcessState {
    Life life = Life::kAnnounced;
    bool waited = false;
    ThreadIndex lender = kNobody;  // a vforked child lives in this thread's address space
    ThreadIndex last_actor = 0;    // makes the threads whose creator the file does not tell
    uint32_t live_threads = 1;
  };
  struct ThreadState {
    bool ended = false;
    ProcessIndex borrowed_by = kNobody;  // sleeps until that vforked child's X or Z
  };

  void append_to(ThreadIndex thread, const Record& record);
  void add_thread(RecordedTid tid, ProcessIndex process);
  ProcessIndex current_process() const { return recording_.threads[current_].process; }
  ProcessIndex known_child(Fields& fields) const;
  void return_space(ProcessIndex child);
  [[noreturn]] void refuse_actor(const Fields& fields) const;

  Recording& recording_;
  ThreadIndex current_ = kNobody;
  std::vector<ProcessState> process_states_;
  std::vector<ThreadState> thread_states_;
  boost::unordered_flat_map<uint64_t, ProcessIndex> by_pid_;
  boost::unordered_flat_map<uint64_t, ThreadIndex> by_tid_;
};

}  // namespace cowmmu::trace
