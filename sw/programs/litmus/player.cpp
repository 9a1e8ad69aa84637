// SPDX-License-Identifier: Apache-2.0
#include "programs/litmus/player.h"

#include "base/check.h"
#include "programs/call.h"

namespace cowmmu::litmus {

Player::Player(Conductor& conductor, ActorId actor, Birth birth)
    : conductor_(conductor), actor_(actor), birth_(birth), runner_(conductor, actor) {}

Op Player::next(const OpResult& last) {
  switch (doing_) {
    case Doing::kBorn:
      return first();
    case Doing::kBirthOrder:
      to_wake_ =
          birth_ == Birth::kInit ? conductor_.start() : conductor_.born_by_vfork(actor_, *this);
      return wake_then_rest();
    case Doing::kParked:
      return take_assignment();
    case Doing::kLine:
      return run(last);
    case Doing::kReportOrder:
      to_wake_ = conductor_.report(actor_, runner_.failure());
      return wake_then_rest();
    case Doing::kWaking:
      break;
  }
  return wake_then_rest();
}

Op Player::first() {
  if (birth_ == Birth::kWoken) return park();
  doing_ = Doing::kBirthOrder;
  return call(Sys::kOrdered);
}

Op Player::park() {
  doing_ = Doing::kParked;
  return call(Sys::kPark);
}

Op Player::wake_then_rest() {
  doing_ = Doing::kWaking;
  if (to_wake_.empty()) return take_assignment();
  const Tid next = to_wake_.front();
  to_wake_.erase(to_wake_.begin());
  return call(Sys::kUnpark, next.value);
}

Op Player::take_assignment() {
  const auto& assigned = conductor_.cast().actors[actor_].assigned;
  if (!assigned) return park();
  if (assigned->end) {
    doing_ = Doing::kLine;
    return call(Sys::kExit);
  }
  lines_ = assigned->lines;
  next_line_ = 0;
  return begin_line();
}

Op Player::begin_line() {
  doing_ = Doing::kLine;
  const ActorLine& line = *lines_[next_line_++];
  ActorState& state = conductor_.cast().actors[actor_];
  state.running = &line;
  state.last_line = next_line_ == lines_.size();
  runner_.begin(line);
  return run({});
}

Op Player::run(const OpResult& last) {
  if (auto op = runner_.next(last)) return *op;
  const bool more = next_line_ < lines_.size();
  if (!runner_.failure() && more) return begin_line();
  // Its report was made by the child, and the script may have gone on since.
  if (!more && runner_.reported_by_child()) return park();
  doing_ = Doing::kReportOrder;
  return call(Sys::kOrdered);
}

std::unique_ptr<IProgram> Player::clone() const {
  const auto* fork = std::get_if<ForkOp>(&runner_.line().op);
  COWMMU_CHECK(fork != nullptr, "litmus: a program was cloned outside fork");
  const Birth birth = fork->kind == ForkKind::kVfork ? Birth::kVforked : Birth::kWoken;
  return std::make_unique<Player>(conductor_, fork->child, birth);
}

std::unique_ptr<IProgram> Player::start_thread(uint64_t argument) const {
  return std::make_unique<Player>(conductor_, argument, Birth::kWoken);
}

}  // namespace cowmmu::litmus
