// SPDX-License-Identifier: Apache-2.0
// Conductor: leads one litmus test through its steps and says whether it held. Its players
// (player.h) are the programs of the simulated threads; they do what they are told, report, and
// sleep in Sys::kPark until another one's report wakes them.
//
// Ordering. Host state is shared by programs of several harts, so it is touched only in simulated
// order: by init's start, and by a report that follows Sys::kOrdered, or when the kernel reports an
// end. Outside `par` one actor has an assignment. Within, each works off its own lines without a
// call between them, and the last report goes on with the script: simulated time alone decides.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "base/program.h"
#include "os/kernel_host.h"
#include "programs/litmus/cast.h"
#include "programs/litmus/layout.h"
#include "programs/litmus/litmus_probe.h"
#include "programs/litmus/outcome.h"

namespace cowmmu::litmus {

class Conductor {
 public:
  // `test` and `probe` must outlive the conductor, and it the programs. `user_end`: first byte
  // beyond the user half of the paging mode.
  Conductor(const LitmusTest& test, ILitmusProbe& probe, VirtAddr user_end);

  // The program of the first process, Pid 1.
  std::unique_ptr<IProgram> make_init();

  // What IKernelHost::ended must ask and answer: a process (by exit, kill or its last thread's end)
  // or one thread of several has ended, its frames, tables and pins are given back, its parent
  // could reap it. Returns the threads to unpark.
  std::vector<Tid> ended(const EndReport& report);

  // When nothing in the machine can happen any more: a test that has not come to its end hangs.
  TestResult finish();

  // --- for players, in simulated order ---
  // `actor` (init, at its start) begins the script.
  std::vector<Tid> start();
  // A fork or thread_create succeeded; true where the child has lines of this par block to do.
  bool born(ActorId child, Pid pid, Tid tid);
  // The caller's exec is done: the other threads of its process have ended.
  void ended_by_exec(ActorId caller);
  // A vforked child runs while its parent sleeps: it reports the parent's line if that was its
  // last.
  std::vector<Tid> born_by_vfork(ActorId child, const IProgram& program);
  // `actor` has done its assignment, or failed. Threads to unpark; the actor itself is not among
  // them and looks at its own assignment.
  std::vector<Tid> report(ActorId actor, TestResult failure);

  const LitmusTest& test() const { return test_; }
  const AddressLayout& layout() const { return layout_; }
  Cast& cast() { return cast_; }

 private:
  std::vector<Tid> report_as(ActorId actor, TestResult failure, std::optional<ActorId> self);
  void end_actor(ActorId actor, std::optional<KillReason> reason);
  void judge_end(const ActorState& state, const ActorDecl& decl, Outcome how);
  std::vector<Tid> go_on(std::optional<ActorId> self);
  std::vector<Tid> advance(std::optional<ActorId> self);
  // Each returns whether actors now work (or the test failed): the script waits for them.
  bool begin(const ActorLine& line);
  bool begin(const ParBlock& block);
  bool begin(const LeaveLine& line);
  bool begin(const Expectation& expectation);
  bool assign(const ActorLine& line);
  bool end_newest();
  void close();
  std::vector<Tid> woken(std::optional<ActorId> self) const;
  void fail(TestResult failure);

  const LitmusTest& test_;
  ILitmusProbe& probe_;
  AddressLayout layout_;
  Cast cast_;
  size_t next_step_ = 0;
  uint64_t working_ = 0;  // actors with an assignment
  bool done_ = false;
  TestResult failure_;
};

}  // namespace cowmmu::litmus
