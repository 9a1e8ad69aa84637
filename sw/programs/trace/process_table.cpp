// SPDX-License-Identifier: Apache-2.0
#include "programs/trace/process_table.h"

namespace cowmmu::trace {
namespace {

constexpr uint64_t kMaxId = UINT32_MAX;
constexpr FieldSpec kPid = {"PID", 1, kMaxId};
constexpr FieldSpec kParentPid = {"PPID", 0, kMaxId};
constexpr FieldSpec kTid = {"TID", 1, kMaxId};
constexpr FieldSpec kCode = {"CODE", 0, 255};

}  // namespace

void ProcessTable::process(Fields& fields) {
  const RecordedPid pid(fields.decimal(kPid));
  if (by_pid_.contains(pid.value) || by_tid_.contains(pid.value))
    fields.refuse("PID", fmt::format("{}, which appeared before", pid.value), "a new number");
  const RecordedPid parent(fields.decimal(kParentPid));
  const auto index = static_cast<ProcessIndex>(recording_.processes.size());
  ProcessIndex parent_index = 0;
  if (index == 0) {
    if (parent.value != 0) fields.refuse("PPID", std::to_string(parent.value), "0 (the root)");
  } else {
    const auto it = by_pid_.find(parent.value);
    if (it == by_pid_.end() || process_states_[it->second].life != Life::kLive)
      fields.refuse("PPID", std::to_string(parent.value), "the number of a live process");
    parent_index = it->second;
  }
  fields.end();
  by_pid_[pid.value] = index;
  recording_.processes.push_back({.pid = pid,
                                  .parent = parent_index,
                                  .threads = {},
                                  .exit_code = {},
                                  .line = fields.record_line()});
  process_states_.push_back({.life = index == 0 ? Life::kLive : Life::kAnnounced});
  process_states_.back().last_actor = static_cast<ThreadIndex>(recording_.threads.size());
  add_thread(RecordedTid(pid.value), index);
}

void ProcessTable::add_thread(RecordedTid tid, ProcessIndex process) {
  const auto index = static_cast<ThreadIndex>(recording_.threads.size());
  by_tid_[tid.value] = index;
  recording_.threads.push_back({.tid = tid, .process = process, .blocks = {}});
  recording_.processes[process].threads.push_back(index);
  thread_states_.push_back({});
}

// A clone stands in its maker's block. Threads that the recording starts with stand before the
// first block: the process's first thread is taken as their maker.
void ProcessTable::thread(Fields& fields) {
  const uint64_t pid = fields.decimal(kPid);
  const auto it = by_pid_.find(pid);
  if (it == by_pid_.end() || process_states_[it->second].life != Life::kLive)
    fields.refuse("PID", std::to_string(pid), "the number of a live process");
  const RecordedTid tid(fields.decimal(kTid));
  if (by_tid_.contains(tid.value))
    fields.refuse("TID", fmt::format("{}, which appeared before", tid.value), "a new number");
  fields.end();
  ProcessState& state = process_states_[it->second];
  const auto made = static_cast<ThreadIndex>(recording_.threads.size());
  if (thread_states_[state.last_actor].ended)
    fields.refuse_record("a thread that nobody can have made", "T while its maker is alive");
  append_to(state.last_actor, Record(Kind::kThread, made, fields.record_line()));
  add_thread(tid, it->second);
  ++state.live_threads;
}

void ProcessTable::switch_to(Fields& fields) {
  const uint64_t tid = fields.decimal(kTid);
  fields.end();
  const auto it = by_tid_.find(tid);
  if (it == by_tid_.end())
    fields.refuse("TID", fmt::format("{}, which has not appeared", tid), "a thread of a P or T");
  const ProcessIndex process = recording_.threads[it->second].process;
  const Life life = process_states_[process].life;
  if (life == Life::kAnnounced)
    fields.refuse("TID", fmt::format("{}, not yet forked", tid), "a thread after its F or V");
  if (life == Life::kDead || thread_states_[it->second].ended)
    fields.refuse("TID", fmt::format("{}, which has ended", tid), "a live thread");
  current_ = it->second;
  process_states_[process].last_actor = current_;
}

ProcessIndex ProcessTable::known_child(Fields& fields) const {
  const uint64_t pid = fields.decimal(kPid);
  fields.end();
  if (current_ == kNobody) refuse_actor(fields);
  const auto it = by_pid_.find(pid);
  if (it == by_pid_.end() || it->second == 0 ||
      recording_.processes[it->second].parent != current_process())
    fields.refuse("PID", std::to_string(pid), "a child of the current process");
  return it->second;
}

void ProcessTable::fork(Fields& fields, Kind kind) {
  const ProcessIndex child = known_child(fields);
  ProcessState& state = process_states_[child];
  if (state.life != Life::kAnnounced)
    fields.refuse("PID", fmt::format("{}, already forked", recording_.processes[child].pid.value),
                  "a process announced by P");
  append(fields, Record(kind, child, fields.record_line()));
  state.life = Life::kLive;
  if (kind == Kind::kVfork) {
    state.lender = current_;
    thread_states_[current_].borrowed_by = child;
  }
}

void ProcessTable::wait(Fields& fields) {
  const ProcessIndex child = known_child(fields);
  ProcessState& state = process_states_[child];
  const uint64_t pid = recording_.processes[child].pid.value;
  if (state.life != Life::kDead)
    fields.refuse("PID", fmt::format("{}, which has not ended", pid), "a child after its Z");
  if (state.waited)
    fields.refuse("PID", fmt::format("{}, waited for before", pid), "one J for each child");
  append(fields, Record(Kind::kWait, child, fields.record_line()));
  state.waited = true;
}

void ProcessTable::return_space(ProcessIndex child) {
  ThreadIndex& lender = process_states_[child].lender;
  if (lender != kNobody) thread_states_[lender].borrowed_by = kNobody;
  lender = kNobody;
}

void ProcessTable::exec(Fields& fields) {
  fields.end();
  append(fields, Record(Kind::kExec, 0, fields.record_line()));
  const ProcessIndex process = current_process();
  for (const ThreadIndex t : recording_.processes[process].threads)
    thread_states_[t].ended = t != current_;
  process_states_[process].live_threads = 1;
  return_space(process);
}

void ProcessTable::exit(Fields& fields) {
  const uint64_t code = fields.decimal(kCode);
  fields.end();
  append(fields, Record(Kind::kExit, code, fields.record_line()));
  const ProcessIndex process = current_process();
  recording_.processes[process].exit_code = static_cast<uint8_t>(code);
  process_states_[process].life = Life::kDead;
  return_space(process);
  current_ = kNobody;
}

void ProcessTable::thread_exit(Fields& fields) {
  fields.end();
  append(fields, Record(Kind::kThreadExit, 0, fields.record_line()));
  if (--process_states_[current_process()].live_threads == 0)
    fields.refuse_record("the end of a process's last thread", "Z for it");
  thread_states_[current_].ended = true;
  current_ = kNobody;
}

void ProcessTable::append_to(ThreadIndex thread, const Record& record) {
  auto& blocks = recording_.blocks;
  if (blocks.empty() || blocks.back().thread != thread) {
    recording_.threads[thread].blocks.push_back(static_cast<uint32_t>(blocks.size()));
    blocks.push_back({.thread = thread, .first = recording_.records.size(), .count = 0});
  }
  recording_.records.push_back(record);
  ++blocks.back().count;
}

void ProcessTable::refuse_actor(const Fields& fields) const {
  if (current_ == kNobody)
    fields.refuse_record("a record of nobody (no '=' before, or its thread has ended)",
                         "records after '= TID'");
  const ProcessIndex child = thread_states_[current_].borrowed_by;
  fields.refuse_record(
      fmt::format("a record of thread {}, which waits for its vforked child {}",
                  recording_.threads[current_].tid.value, recording_.processes[child].pid.value),
      "records after the child's X or Z");
}

void ProcessTable::finish() const {
  for (size_t p = 0; p < process_states_.size(); ++p) {
    if (process_states_[p].life != Life::kAnnounced) continue;
    const Process& process = recording_.processes[p];
    throw TraceError({recording_.file, process.line, 0}, "P",
                     fmt::format("process {}, which is never forked", process.pid.value),
                     "an F or V of every process but the first");
  }
}

}  // namespace cowmmu::trace
