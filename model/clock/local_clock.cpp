// SPDX-License-Identifier: Apache-2.0
#include "clock/local_clock.h"

#include <algorithm>

#include "base/check.h"

namespace cowmmu {
namespace {

constexpr uint64_t kNever = ~0ULL;

Picos kernel_now() { return Picos(sc_core::sc_time_stamp().value()); }

sc_core::sc_time as_time(Picos p) { return sc_core::sc_time::from_value(p.value); }

}  // namespace

LocalClock::LocalClock(HartId hart, const ClockDomain& domain, Rule rule)
    : hart_(hart), domain_(domain), rule_(rule) {
  COWMMU_CHECK(sc_core::sc_get_time_resolution() == sc_core::sc_time(1, sc_core::SC_PS),
               "the model counts in picoseconds");
}

Picos LocalClock::horizon() {
  if (rule_.exact) return kernel_now();
  if (!horizon_known_) {
    const uint64_t ahead = sc_core::sc_time_to_pending_activity().value();
    const uint64_t now = kernel_now().value;
    horizon_ = Picos(ahead > kNever - now ? kNever : now + ahead);
    horizon_known_ = true;
  }
  return horizon_;
}

Cycles LocalClock::first_message() const {
  const auto first = std::min_element(messages_.begin(), messages_.end());
  return first == messages_.end() ? Cycles(kNever) : *first;
}

void LocalClock::settle_private() {
  if (beside_ != nullptr) beside_->run_to(now_);
  settle_private(now_);
}

void LocalClock::settle_private(Cycles s) {
  for (;;) {
    const Picos p = horizon();
    if (!rule_.exact) {
      const uint64_t alone =
          p.value == kNever ? kNever : (domain_.at_or_before(p) + rule_.reach).value;
      const uint64_t until = std::min(alone, first_message().value);
      private_until_ = beside_ != nullptr ? 0 : until;
      if (s.value < until) return;
    }
    if (kernel_reached(s)) return;
    wait_for(slot(s));
  }
}

void LocalClock::shared_step(Cycles s) {
  if (beside_ != nullptr) beside_->run_to(s);
  shared_step_beside(s);
}

void LocalClock::shared_step_beside(Cycles s) {
  while (!may_share(s)) wait_for(slot(s));
}

void LocalClock::wait_for(Picos t) {
  forget_horizon();
  sc_core::wait(as_time(t - kernel_now()));
}

void LocalClock::block(std::optional<Cycles> s) {
  forget_horizon();
  blocked_ = true;
  if (!s) {
    sc_core::wait(wake_);
  } else if (const Picos t = slot(*s); t > kernel_now()) {
    sc_core::wait(as_time(t - kernel_now()), wake_);
  }
  blocked_ = false;
}

void LocalClock::wake_at(Cycles s) {
  if (!blocked_) return;
  const Picos now = kernel_now();
  const Picos t = slot(s);
  wake_.notify(as_time(t > now ? t - now : Picos{}));
}

void LocalClock::announce(Cycles s) { messages_.push_back(s); }

void LocalClock::retire(Cycles s) {
  const auto it = std::find(messages_.begin(), messages_.end(), s);
  COWMMU_CHECK(it != messages_.end(), "a message arrived that was never announced");
  *it = messages_.back();
  messages_.pop_back();
}

}  // namespace cowmmu
