// SPDX-License-Identifier: Apache-2.0
#include "cache/miss_unit.h"

#include <algorithm>
#include <tuple>

#include "base/check.h"

namespace cowmmu {

MissUnit::MissUnit(PrivateCache& cache, SharedCache& shared, Cycles hit)
    : clock_(*cache.clock), cache_(&cache), shared_(shared), hit_(hit) {
  active_.reserve(64);
}

MissUnit::MissUnit(LocalClock& clock, SharedCache& shared) : clock_(clock), shared_(shared) {}

void MissUnit::start(Transaction& t, Cycles at, Stage first) {
  t.hart = clock_.hart();
  t.stage = first;
  t.at = at;
  t.order = next_order_++;
  active_.push_back(&t);
  own_ += t.beside ? 0 : 1;
}

Transaction* MissUnit::earliest() const {
  Transaction* best = nullptr;
  for (Transaction* t : active_)
    if (t->known &&
        (best == nullptr || std::tie(t->at, t->order) < std::tie(best->at, best->order)))
      best = t;
  return best;
}

Transaction* MissUnit::progress(std::optional<Cycles> until) {
  for (;;) {
    const Turn turn = this->turn(until);
    if (turn.reached || turn.done != nullptr) return turn.done;
  }
}

MissUnit::Turn MissUnit::turn(std::optional<Cycles> until) {
  Transaction* next = earliest();
  const auto beside = owner_ != nullptr ? owner_->next() : std::nullopt;
  const bool is_beside = beside && (next == nullptr || beside->at < next->at);
  std::optional<Cycles> bound;
  if (is_beside || next != nullptr) bound = is_beside ? beside->at : next->at;
  const bool stop = until && (!bound || *until < *bound);
  if (stop) bound = until;
  if (resolve_dram(bound)) return {};
  // A background's own cycles are nobody else's business while all that is under way is known.
  const bool alone =
      owner_ != nullptr && own_ == 0 && all_known() && (stop || (is_beside && !beside->shared));
  if (!bound || (!alone && !clock_.may_share(*bound))) return block(bound), Turn{};
  if (stop) return {.reached = true};
  if (is_beside) return owner_->step(), Turn{};
  step(*next);
  return next->stage == Stage::kDone ? finish(*next) : Turn{};
}

bool MissUnit::all_known() const {
  return std::ranges::all_of(active_, [](const Transaction* t) { return t->known; });
}

// Lets DRAM decide what it can before `bound`. True: a read of somebody has been resolved.
bool MissUnit::resolve_dram(std::optional<Cycles> bound) {
  if (all_known()) return false;
  Picos limit = clock_.horizon();
  if (bound) limit = std::min(limit, clock_.slot(*bound));
  return shared_.resolve_read(limit);
}

void MissUnit::block(std::optional<Cycles> bound) {
  shared_.enter_sleep();
  clock_.block(bound);
  shared_.leave_sleep();
}

void MissUnit::step(Transaction& t) {
  switch (t.stage) {
    case Stage::kLookup:
      return look_up(t);
    case Stage::kHit:
      t.stage = Stage::kDone;
      return;
    default:
      shared_.step(t);
  }
}

void MissUnit::look_up(Transaction& t) {
  COWMMU_CHECK(cache_ != nullptr, "a device has no private cache");
  L1Line* line = cache_->array.use(t.line);
  const bool hit = line != nullptr && (!t.exclusive || line->state >= Mesi::kExclusive);
  ++(hit ? stats().hits : stats().misses);
  if (hit && t.exclusive) line->state = Mesi::kModified;
  t.stage = hit ? Stage::kHit : Stage::kRequest;
  t.at += hit_;
}

MissUnit::Turn MissUnit::finish(Transaction& t) {
  active_.erase(std::find(active_.begin(), active_.end(), &t));
  if (t.beside) return owner_->done(t), Turn{};
  --own_;
  return {.done = &t};
}

void MissUnit::complete(Transaction& t, Cycles at, Stage first) {
  COWMMU_CHECK(idle(), "one access at a time");
  start(t, at, first);
  progress(std::nullopt);
  clock_.advance_to(t.at);
}

}  // namespace cowmmu
