// SPDX-License-Identifier: Apache-2.0
// Player: the user program that replays one thread of a recording on the simulated machine.
//
// Order between threads is the recording's, not its interleaving: a thread's own records in order,
// a child after its fork, J after that child's Z, and a process's end (or exec) after all that its
// threads did. A thread that comes to its end before the others sleeps; the last one ends the
// process, or goes on as the thread that did the exec.
#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "base/program.h"
#include "programs/trace/trace_table.h"
#include "programs/trace/values.h"

namespace cowmmu::trace {

// Where one recorded thread is. It can change its player: at an exec of several threads.
struct Course {
  Course(const Recording& recording, ThreadIndex thread)
      : cursor(thread), values(recording.threads[thread].tid, thread) {}

  Cursor cursor;
  StoreValues values;
  // Simulated processes of the children that it forked; Pid(0): that fork failed.
  std::vector<std::pair<ProcessIndex, Pid>> children;
};

// What the players of one process share. They touch it only on return from kOrdered.
struct Board {
  size_t image = 0;
  uint32_t arrived = 0;        // participants that have done all their records of this image
  std::optional<Course> exec;  // of the thread that execs, once it has come to its X
  std::vector<std::pair<ProcessIndex, Pid>> children;  // those that another thread waits for
};

class Player : public IProgram {
 public:
  // The program of the recording's root process; initial_ops() come before it.
  explicit Player(const std::shared_ptr<const TraceTable>& table);

  Op next(const OpResult& last) override;
  std::unique_ptr<IProgram> clone() const override;  // the child's first thread
  std::unique_ptr<IProgram> start_thread(uint64_t thread_index) const override;

  // The record that the last operation came from: its line in the trace file, and its process. For
  // the message where the simulated OS ends a process that the recording does not.
  uint32_t line() const { return line_; }
  const Process& recorded_process() const { return recording().processes[process()]; }

 private:
  // What the result of the operation before is for.
  enum class Then : uint8_t {
    kNothing,
    kNoteThread,  // a thread was made
    kNoteChild,   // a process was forked
    kPostChild,   // ordered: tell the others its number
    kFindChild,   // ordered: has another thread forked it yet?
    kFindAgain,   // not yet, and the time slice was given up
    kMeet,        // ordered: all own records of this image are done
    kSleep,       // until the process ends
    kGone,        // the thread has ended
  };

  Player(std::shared_ptr<const TraceTable> table, std::shared_ptr<Board> board, ThreadIndex thread);

  const Recording& recording() const { return table_->recording(); }
  ProcessIndex process() const { return recording().threads[course_.cursor.thread()].process; }

  std::optional<Op> settle(const OpResult& last);
  std::optional<Op> note_child(const OpResult& last);
  std::optional<Op> wait_for(ProcessIndex child);
  std::optional<Op> perform(const Record& record);
  Op find_child();
  Op finish(Kind ending);
  Op meet();
  Op end_image(Kind ending);
  Op end_process(uint64_t code);
  Op sleep();

  std::shared_ptr<const TraceTable> table_;
  std::shared_ptr<Board> board_;  // none where the process's threads never meet
  Course course_;
  RunOps run_;
  size_t initial_left_ = 0;  // records of the initial state that are still to be passed over
  uint32_t line_ = 0;
  Then then_ = Then::kNothing;
  Kind ending_ = Kind::kExit;
  ProcessIndex child_ = 0;
  Pid child_pid_{};
};

}  // namespace cowmmu::trace
