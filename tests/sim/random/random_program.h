// SPDX-License-Identifier: Apache-2.0
// RandomProgram: a process that maps, unmaps, protects, stores, loads, forks, starts threads and
// ends as its seed says. Determinate ones order every conflict (docs: "Final memory"): while
// threads run, each changes only pages of its own and stores only words of its own; the process
// goes on alone when all have told so; forks happen while nobody else stores. Racy ones do what
// they like. A thread's plan may be wrong then, and it may be killed for it.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "base/program.h"
#include "plan.h"
#include "programs/random.h"

namespace cowmmu::random {

struct Rules {
  uint64_t seed = 0;
  bool determinate = true;
  bool shared = false;   // shared mappings occur; then a process waits for its children
  uint64_t budget = 40;  // operations of the first process, about
};

class RandomProgram : public IProgram {
 public:
  // Status with which a determinate program ends where the OS refuses it anything.
  static constexpr uint64_t kRefused = 70;

  explicit RandomProgram(const Rules& rules);

  Op next(const OpResult& last) override;
  std::unique_ptr<IProgram> clone() const override;
  std::unique_ptr<IProgram> start_thread(uint64_t argument) const override;

  // It is about to access what it must not, on purpose.
  bool expects_kill() const { return expects_kill_; }

 private:
  using Choice = std::optional<Op> (RandomProgram::*)();
  struct Weighted {
    uint64_t weight;
    Choice choice;
  };
  enum class Asked : uint8_t { kNothing, kFork, kVfork, kThread, kPin, kRelease, kFlag, kExec };
  static constexpr uint64_t kThreads = 4;  // of a process at most, its first included

  static constexpr uint64_t kQuiet = 1 << 8;  // in a thread's argument, beside its lane

  // Results of the operation before.
  std::optional<Op> take(const OpResult& last);
  std::optional<Op> take_fork(const OpResult& last, bool vfork);
  std::optional<Op> take_thread(const OpResult& last);
  std::optional<Op> take_flag(const OpResult& last);
  void become_child(bool vfork);
  void begin_image();
  Op release_peer();
  Op choose();
  Op finish();
  Op finish_thread();

  std::optional<Op> load();
  std::optional<Op> store();
  std::optional<Op> fetch();
  std::optional<Op> map();
  std::optional<Op> unmap();
  std::optional<Op> protect();
  std::optional<Op> discard();
  std::optional<Op> kernel_write();
  std::optional<Op> pin();
  std::optional<Op> compute();
  std::optional<Op> yield();
  std::optional<Op> migrate();
  std::optional<Op> fork();
  std::optional<Op> vfork();
  std::optional<Op> wait();
  std::optional<Op> start_threads();
  std::optional<Op> exec();
  Op trespass();
  Op use_pin();

  bool alone() const { return !in_phase_; }
  bool may_change() const;
  bool may_fork() const;
  // The pages whose mapping this thread may change now.
  Run owned() const;
  Run some_run();
  bool all_mapped(const Run& run) const;
  uint64_t some_page();
  // A page that the plan lets this thread access so, and a word of it.
  std::optional<VirtAddr> some_word(uint64_t right);
  uint64_t own_word();
  uint64_t some_prot();
  Backing some_backing(const Run& run);
  Op map_run(const Run& run, Backing backing, uint64_t prot);
  Op must(Op op);

  Rules rules_;
  Random random_;
  uint64_t number_ = 1;        // of the process in the tree of forks; a Pid depends on the schedule
  uint64_t forks_ = 0;         // children so far
  uint64_t lane_ = 0;          // of this thread in its process
  uint64_t phase_ = 0;         // counts the times that threads were started
  bool in_phase_ = false;      // other threads run
  bool quiet_ = false;         // in this phase only lane 1 changes anything; it may fork once
  bool vforked_ = false;       // on its parent's memory
  bool expects_kill_ = false;  // see expects_kill()
  bool must_ = false;          // the OS may not refuse the last operation
  uint64_t budget_;            // operations left
  uint64_t after_phase_ = 0;   // the part of it that is kept for after the threads
  // Determinate: of all threads of the process, each reads and writes its own pages' part.
  std::shared_ptr<Plan> plan_ = std::make_shared<Plan>();
  std::vector<Op> queue_;  // to do next, the last one first
  Asked asked_ = Asked::kNothing;
  std::vector<uint64_t> peers_;  // Tids of lanes 1, 2, ...
  uint64_t to_start_ = 0;        // further threads
  uint64_t joined_ = 0;          // lanes that have told their end
  std::vector<uint64_t> children_;
  std::vector<uint64_t> pins_;
};

}  // namespace cowmmu::random
