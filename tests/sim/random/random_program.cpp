// SPDX-License-Identifier: Apache-2.0
// What a random program does next, and what it makes of the answers. Its choices: choices.cpp.
#include "random_program.h"

#include <utility>

#include "calls.h"

namespace cowmmu::random {
namespace {

constexpr uint64_t kThreadBudget = 15;

// A stream of the seed for each thread that a program can have.
Random stream(const Rules& rules, uint64_t number, uint64_t phase, uint64_t lane) {
  return Random(rules.seed, (number << 16) + (phase << 4) + lane);
}

constexpr VirtAddr flag_of(uint64_t lane) {
  return VirtAddr(address_of(kFlagPage).value + lane * 8);
}

}  // namespace

RandomProgram::RandomProgram(const Rules& rules)
    : rules_(rules), random_(stream(rules, 1, 0, 0)), budget_(rules.budget) {
  begin_image();
}

Op RandomProgram::next(const OpResult& last) {
  if (std::exchange(must_, false) && rules_.determinate && last.error != 0) {
    return call(Sys::kExit, kRefused);
  }
  if (std::optional<Op> op = take(last)) return *op;
  if (!queue_.empty()) {
    const Op op = queue_.back();
    queue_.pop_back();
    return must(op);
  }
  if (budget_ != 0) return choose();
  if (lane_ != 0) return finish_thread();
  if (in_phase_) return release_peer();
  return finish();
}

std::unique_ptr<IProgram> RandomProgram::clone() const {
  auto copy = std::make_unique<RandomProgram>(*this);
  copy->plan_ = std::make_shared<Plan>(*plan_);
  return copy;
}

std::unique_ptr<IProgram> RandomProgram::start_thread(uint64_t argument) const {
  auto thread = std::make_unique<RandomProgram>(*this);
  if (!rules_.determinate) thread->plan_ = std::make_shared<Plan>(*plan_);
  thread->lane_ = argument % kQuiet;
  thread->quiet_ = argument / kQuiet != 0;
  thread->in_phase_ = true;
  thread->random_ = stream(rules_, number_, phase_, thread->lane_);
  thread->budget_ = kThreadBudget;
  thread->asked_ = Asked::kNothing;
  thread->must_ = false;
  thread->to_start_ = 0;
  thread->peers_.clear();
  thread->children_.clear();
  thread->pins_.clear();
  return thread;
}

std::optional<Op> RandomProgram::take(const OpResult& last) {
  switch (std::exchange(asked_, Asked::kNothing)) {
    case Asked::kFork:
      return take_fork(last, false);
    case Asked::kVfork:
      return take_fork(last, true);
    case Asked::kThread:
      return take_thread(last);
    case Asked::kPin:
      if (last.error == 0) pins_.push_back(last.value);
      return std::nullopt;
    case Asked::kRelease:
      asked_ = Asked::kFlag;
      return Op::load(flag_of(joined_ + 1));
    case Asked::kFlag:
      return take_flag(last);
    case Asked::kExec:
      vforked_ = false;
      begin_image();
      return std::nullopt;
    case Asked::kNothing:
      break;
  }
  return std::nullopt;
}

std::optional<Op> RandomProgram::take_fork(const OpResult& last, bool vfork) {
  if (last.error != 0) return std::nullopt;
  if (last.value == 0) {
    become_child(vfork);
  } else {
    children_.push_back(last.value);
  }
  return std::nullopt;
}

// forks_ counts the child already.
void RandomProgram::become_child(bool vfork) {
  number_ = number_ * 4 + forks_;
  random_ = stream(rules_, number_, 0, 0);
  vforked_ = vfork;
  budget_ = vfork ? 4 : budget_ / 2 + 5;
  forks_ = lane_ = joined_ = to_start_ = 0;
  in_phase_ = quiet_ = false;
  peers_.clear();
  children_.clear();
  pins_.clear();
}

// An empty address space: maps what everything else needs.
void RandomProgram::begin_image() {
  *plan_ = {};
  pins_.clear();
  const Run flags{kFlagPage, kFlagPage + 1};
  const Run common = kZones[1];
  constexpr uint64_t kReadWrite = Prot::kRead | Prot::kWrite;
  queue_.push_back(map_run(common, some_backing(common), kReadWrite));
  queue_.push_back(map_run(kZones[0], Backing::kPrivate, kReadWrite));
  queue_.push_back(map_run(flags, Backing::kPrivate, kReadWrite));
  (*plan_)[kFlagPage] = {};  // not to play with
}

std::optional<Op> RandomProgram::take_thread(const OpResult& last) {
  if (last.error == 0) peers_.push_back(last.value);
  if (to_start_ == 0) return std::nullopt;
  --to_start_;
  asked_ = Asked::kThread;
  return must(call(Sys::kThreadCreate, peers_.size() + 1 + (quiet_ ? kQuiet : 0)));
}

// The threads may tell their end one by one: in a quiet phase lane 1, which forks, comes first.
Op RandomProgram::release_peer() {
  if (!rules_.determinate || peers_.empty()) {
    peers_.clear();
    in_phase_ = false;
    budget_ = std::exchange(after_phase_, 0);
    return call(Sys::kYield);
  }
  asked_ = Asked::kRelease;
  return call(Sys::kUnpark, peers_[joined_]);
}

std::optional<Op> RandomProgram::take_flag(const OpResult& last) {
  if (last.value != phase_) {
    asked_ = Asked::kRelease;  // looks again
    return call(Sys::kYield);
  }
  if (++joined_ < peers_.size()) return release_peer();
  peers_.clear();
  joined_ = 0;
  if (quiet_) ++forks_;  // what lane 1 may have forked
  in_phase_ = quiet_ = false;
  budget_ = std::exchange(after_phase_, 0);
  return std::nullopt;
}

Op RandomProgram::finish_thread() {
  if (!rules_.determinate) return call(random_.below(8) == 0 ? Sys::kExit : Sys::kThreadExit);
  if (!children_.empty()) {
    const uint64_t child = children_.back();
    children_.pop_back();
    return must(call(Sys::kWait, child));
  }
  queue_.push_back(call(Sys::kThreadExit));
  queue_.push_back(Op::store(flag_of(lane_), phase_));
  return call(Sys::kPark);
}

Op RandomProgram::finish() {
  const bool orphans = !rules_.shared && random_.below(4) == 0;
  if (!children_.empty() && !orphans) {
    const uint64_t child = children_.back();
    children_.pop_back();
    return must(call(Sys::kWait, child));
  }
  if (vforked_) {
    if (random_.below(2) == 0) return call(Sys::kExit);
    asked_ = Asked::kExec;
    budget_ = 10;
    return call(Sys::kExec);
  }
  if (!rules_.determinate) return call(random_.below(2) == 0 ? Sys::kExit : Sys::kThreadExit);
  if (!rules_.shared && random_.below(8) == 0) return trespass();
  if (!rules_.shared || number_ == 1) return call(Sys::kExit);
  // Others may store there still: it is no part of this process's last image.
  queue_.push_back(call(Sys::kExit));
  queue_.push_back(call_on(Sys::kMunmap, kZones[1]));
  return call_on(Sys::kMunmap, {kZones[2].first, kCommonEnd});
}

}  // namespace cowmmu::random
