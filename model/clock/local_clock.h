// SPDX-License-Identifier: Apache-2.0
// LocalClock: one hart's time, which may run ahead of the SystemC kernel's. It knows the rule of
// run-ahead (docs/architecture.md) and nothing else: nobody else can act before time P, so this
// hart may act alone until P.
//
//   P      kernel time plus sc_time_to_pending_activity(): the first instant at which any other
//          process can run.
//   M      the earliest message already on its way to this hart (announce/retire).
//   reach  the least delay from the first step of anybody's shared action to its first effect on
//          another hart.
//
// private step at t: allowed iff t < M and t < P + reach.      shared step at s: iff slot(s) < P.
// Otherwise the thread waits until the kernel's time is that slot. With `exact` every step waits.
// All calls come from the hart's own SC_THREAD, except wake_at, announce and retire.
#pragma once

#include <cstdint>
#include <optional>
#include <systemc>
#include <vector>

#include "base/types.h"
#include "clock/clock_domain.h"

namespace cowmmu {

// What a hart has under way beside its thread's own steps (IHartMemory): done up to `t` before
// anything of the thread's at `t`.
class IBeside {
 public:
  virtual ~IBeside() = default;
  virtual void run_to(Cycles t) = 0;
};

class LocalClock {
 public:
  struct Rule {
    Cycles reach{1};
    bool exact = false;
  };
  LocalClock(HartId hart, const ClockDomain& domain, Rule rule);

  HartId hart() const { return hart_; }
  const ClockDomain& domain() const { return domain_; }
  Cycles now() const { return now_; }
  Picos slot(Cycles s) const { return domain_.slot(s, hart_); }

  // Time passes; no step is taken yet.
  void advance(Cycles n) { now_ += n; }
  void advance_to(Cycles t) {
    if (t > now_) now_ = t;
  }

  // Returns when a private step may be taken at now().
  void private_step() {
    if (now_.value >= private_until_) [[unlikely]]
      settle_private();
  }
  // How far private time may pass, from now(), without a further question: an exclusive bound.
  Cycles private_until() const { return Cycles(private_until_); }

  // Whether a shared step may be taken at cycle s without the kernel.
  bool may_share(Cycles s) { return kernel_reached(s) || slot(s) < horizon(); }
  // Returns when a shared step may be taken at cycle s >= now() (nothing else of the thread's is
  // done meanwhile).
  void shared_step(Cycles s);
  // From now on `beside` is run before each step of the thread's; nullptr: nothing is.
  void attend(IBeside* beside) { beside_ = beside, private_until_ = 0; }
  bool attended() const { return beside_ != nullptr; }
  // The same two for what goes on beside, at a cycle that the thread may have passed.
  void private_step_beside(Cycles s) { settle_private(s); }
  void shared_step_beside(Cycles s);
  // P: never below the kernel's own time.
  Picos horizon();

  // Sleeps in the kernel until slot(*s), or until wake_at's slot; returns at either.
  void block(std::optional<Cycles> s);
  // Ends a block() no later than this hart's slot of cycle s. From any process; a hart that is not
  // blocked looks for itself.
  void wake_at(Cycles s);
  // True when the kernel's time is (at least) this hart's slot of cycle s.
  bool kernel_reached(Cycles s) const { return slot(s).value <= sc_core::sc_time_stamp().value(); }

  // A message that changes this hart's private state at cycle s was sent, and was delivered.
  void announce(Cycles s);
  void retire(Cycles s);

  // This hart has just notified somebody: the cached horizon may be too late.
  void forget_horizon() { horizon_known_ = false, private_until_ = 0; }

 private:
  void settle_private();
  void settle_private(Cycles s);
  void wait_for(Picos t);
  Cycles first_message() const;

  HartId hart_;
  const ClockDomain& domain_;
  Rule rule_;
  Cycles now_{};
  uint64_t private_until_ = 0;  // cached min(M, P + reach); 0: unknown
  Picos horizon_{};
  bool horizon_known_ = false;
  bool blocked_ = false;
  IBeside* beside_ = nullptr;
  std::vector<Cycles> messages_;
  sc_core::sc_event wake_;
};

}  // namespace cowmmu
