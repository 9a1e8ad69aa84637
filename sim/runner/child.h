// SPDX-License-Identifier: Apache-2.0
// Child: one function run in a process of its own, made by fork(2), with its result read through a
// pipe. One machine a process: SystemC elaborates once, a crash or a broken invariant ends one run
// and not the parent, and no state leaks from a run into the next.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <string>

namespace cowmmu {

// The function's result, as bytes. It must be called before any SystemC object exists.
using ChildFunction = std::function<std::string()>;

enum class ChildEnd {
  kReturned,  // `bytes` is the function's result
  kThrew,     // `message` is the exception's
  kCrashed,   // ended by a signal, or left without a result; `message` says which
  kTimedOut,  // killed after its time limit
};

struct ChildResult {
  ChildEnd end = ChildEnd::kCrashed;
  std::string bytes;
  std::string message;
  double seconds = 0;  // of the process's life
};

// A running child. Destroying it kills and reaps the process.
class Child {
 public:
  // Throws std::system_error where the process or the pipe cannot be made.
  explicit Child(const ChildFunction& function);
  ~Child();
  Child(Child&& other) noexcept;
  Child& operator=(Child&&) = delete;

  int descriptor() const { return read_end_; }
  // Takes what is readable now; true at the end of the stream (then call `finish`).
  bool read_some();
  void kill_timed_out();
  // Waits for the process and says how it ended.
  ChildResult finish();

 private:
  ChildResult result_of(int status) const;

  pid_t pid_ = -1;
  int read_end_ = -1;
  bool timed_out_ = false;
  std::string received_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace cowmmu
