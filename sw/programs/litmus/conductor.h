// SPDX-License-Identifier: Apache-2.0
// Conductor: leads one litmus test through its steps and says whether it held. Its players
// (player.h) are the programs of the simulated threads; they do what they are told, report, and
// sleep in Sys::kPark until another one's report wakes them.
//
// Ordering. Host state is shared by programs of several harts, so it is touched only in simulated
// order: by init's start, and by a report that follows Sys::kOrdered, or by the kernel's two calls
// below. Outside `par` one actor has an assignment. Within, each works off its own lines without a
// call between them, and the last report goes on with the script: simulated time alone decides.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "base/program.h"
#include "os/syscall.h"
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

  // The kernel calls these when a process (by exit, kill or its last thread's end) or one thread of
  // several has ended: after its frames, tables and pins were given back and its parent could reap
  // it, in simulated order (ICpu::synchronise). It then unparks the threads that are returned, as
  // Sys::kUnpark would. A process's end is not told for its threads, too.
  std::vector<Tid> process_ended(Pid process, std::optional<KillReason> reason);
  std::vector<Tid> thread_ended(Tid thread);

  // When nothing in the machine can happen any more: a test that has not come to its end hangs.
  TestResult finish();

  // --- for players, in simulated order ---
  // `actor` (init, at its start) begins the script.
  std::vector<Tid> start();
  // A fork or thread_create succeeded; true where the child has lines of this par block to do.
  bool born(ActorId child, Pid pid, Tid tid);
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
