// SPDX-License-Identifier: Apache-2.0
#include "programs/trace/player.h"

#include <algorithm>

#include "base/check.h"
#include "programs/call.h"
#include "programs/trace/record_ops.h"

namespace cowmmu::trace {
namespace {

const Pid* find(const std::vector<std::pair<ProcessIndex, Pid>>& children, ProcessIndex child) {
  const auto it = std::find_if(children.begin(), children.end(),
                               [&](const auto& entry) { return entry.first == child; });
  return it == children.end() ? nullptr : &it->second;
}

}  // namespace

Player::Player(std::shared_ptr<const TraceTable> table, std::shared_ptr<Board> board,
               ThreadIndex thread)
    : table_(std::move(table)), board_(std::move(board)), course_(recording(), thread) {
  if (table_->idle(thread)) then_ = Then::kSleep;
}

Player::Player(const std::shared_ptr<const TraceTable>& table)
    : Player(table, table->meets(0) ? std::make_shared<Board>() : nullptr, 0) {
  initial_left_ = table_->initial_records();
}

std::unique_ptr<IProgram> Player::clone() const {
  COWMMU_CHECK(then_ == Then::kNoteChild, "a trace program was cloned outside a recorded fork");
  const ThreadIndex first = recording().processes[child_].threads.front();
  auto board = table_->meets(child_) ? std::make_shared<Board>() : nullptr;
  return std::unique_ptr<IProgram>(new Player(table_, std::move(board), first));
}

std::unique_ptr<IProgram> Player::start_thread(uint64_t thread_index) const {
  return std::unique_ptr<IProgram>(
      new Player(table_, board_, static_cast<ThreadIndex>(thread_index)));
}

Op Player::next(const OpResult& last) {
  if (!run_.done()) return run_.next(course_.values);
  if (const std::optional<Op> op = settle(last)) return *op;
  while (const Record* record = course_.cursor.take(recording())) {
    // The thread's first records may be the initial state; only its threads are still to be made.
    const bool initial = initial_left_ != 0;
    initial_left_ -= initial ? 1 : 0;
    if (initial && record->kind() != Kind::kThread) continue;
    if (const std::optional<Op> op = perform(*record)) return *op;
  }
  return finish(Kind::kExit);
}

std::optional<Op> Player::perform(const Record& record) {
  line_ = record.line();
  switch (record.kind()) {
    case Kind::kFetch:
    case Kind::kData:
      run_ = RunOps(recording(), record);
      return run_.next(course_.values);
    case Kind::kThread:
      then_ = Then::kNoteThread;
      return call(Sys::kThreadCreate, record.where());
    case Kind::kFork:
    case Kind::kVfork:
      child_ = static_cast<ProcessIndex>(record.where());
      then_ = Then::kNoteChild;
      return call(record.kind() == Kind::kFork ? Sys::kFork : Sys::kVfork);
    case Kind::kWait:
      return wait_for(static_cast<ProcessIndex>(record.where()));
    case Kind::kExec:
    case Kind::kExit:
    case Kind::kThreadExit:
      return finish(record.kind());
    default:
      return memory_call(recording(), record, course_.cursor.thread());
  }
}

// Takes the result of the operation before. An operation is returned where the record needs more.
std::optional<Op> Player::settle(const OpResult& last) {
  switch (std::exchange(then_, Then::kNothing)) {
    case Then::kNothing:
      return std::nullopt;
    case Then::kNoteThread:
      // Without that thread the process cannot do what was recorded.
      if (last.error != 0) return end_process(1);
      return std::nullopt;
    case Then::kNoteChild:
      return note_child(last);
    case Then::kPostChild:
      board_->children.emplace_back(child_, child_pid_);
      return std::nullopt;
    case Then::kFindChild:
      return find_child();
    case Then::kFindAgain:
      then_ = Then::kFindChild;
      return call(Sys::kOrdered);
    case Then::kMeet:
      return meet();
    case Then::kSleep:
      return sleep();
    case Then::kGone:
      break;
  }
  check_failed("trace player", "a thread that has ended was asked for an operation",
               std::to_string(recording().threads[course_.cursor.thread()].tid.value));
}

std::optional<Op> Player::note_child(const OpResult& last) {
  child_pid_ = last.error == 0 ? Pid(last.value) : Pid(0);
  if (!table_->waited_elsewhere(child_)) {
    course_.children.emplace_back(child_, child_pid_);
    return std::nullopt;
  }
  then_ = Then::kPostChild;
  return call(Sys::kOrdered);
}

// A child whose fork failed is not waited for.
std::optional<Op> Player::wait_for(ProcessIndex child) {
  if (table_->waited_elsewhere(child)) {
    child_ = child;
    then_ = Then::kFindChild;
    return call(Sys::kOrdered);
  }
  const Pid* pid = find(course_.children, child);
  COWMMU_CHECK(pid != nullptr,
               "no fork before the wait for recorded process index " + std::to_string(child));
  if (*pid == Pid(0)) return std::nullopt;
  return call(Sys::kWait, pid->value);
}

Op Player::find_child() {
  const Pid* pid = find(board_->children, child_);
  if (pid != nullptr && *pid != Pid(0)) return call(Sys::kWait, pid->value);
  if (pid == nullptr) then_ = Then::kFindAgain;
  return call(Sys::kYield);
}

// All own records of this image are done. kExit stands for the end of the records as well.
Op Player::finish(Kind ending) {
  if (board_ == nullptr) return end_image(ending);
  ending_ = ending;
  then_ = Then::kMeet;
  return call(Sys::kOrdered);
}

Op Player::meet() {
  const bool last = ++board_->arrived == table_->participants(process(), board_->image);
  if (last) {
    if (!board_->exec) return end_image(ending_);
    course_ = std::move(*board_->exec);
    return end_image(Kind::kExec);
  }
  if (ending_ == Kind::kExec) board_->exec = course_;
  if (ending_ != Kind::kThreadExit) return sleep();
  then_ = Then::kGone;
  return call(Sys::kThreadExit);
}

Op Player::end_image(Kind ending) {
  if (ending != Kind::kExec) return end_process(recorded_process().exit_code.value_or(0));
  if (board_ != nullptr) {
    ++board_->image;
    board_->arrived = 0;
    board_->exec.reset();
  }
  return call(Sys::kExec);
}

Op Player::end_process(uint64_t code) {
  then_ = Then::kGone;
  return call(Sys::kExit, code);
}

Op Player::sleep() {
  then_ = Then::kSleep;
  return call(Sys::kPark);
}

}  // namespace cowmmu::trace
