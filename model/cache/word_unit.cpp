// SPDX-License-Identifier: Apache-2.0
#include "cache/word_unit.h"

#include <algorithm>

#include "base/check.h"
#include "cache/perform_word.h"

namespace cowmmu {

WordUnit::WordUnit(Timing timing, PrivateCache& cache, MissUnit& misses, FrameStore& frames)
    : timing_(timing), cache_(cache), misses_(misses), frames_(frames) {}

void WordUnit::attend(IBackground* background) {
  background_ = background;
  misses_.attend(background != nullptr ? this : nullptr);
  cache_.clock->attend(background != nullptr ? this : nullptr);
}

void WordUnit::run_to(Cycles t) {
  while (background_ != nullptr && !turn(t)) {
  }
}

void WordUnit::start(const WordAccess& access, Cycles at) {
  UnderWay& u = under_way_.at(access.client);
  COWMMU_CHECK(u.free, "one access a client at a time");
  cache_.clock->private_step_beside(at);
  u = {.transaction = {.line = line_of(access.pa), .exclusive = access.swap, .beside = true},
       .access = access,
       .free = false};
  const bool hit = look_up(u);
  ++(hit ? misses_.stats().hits : misses_.stats().misses);
  const Cycles looked = at + timing_.hit;
  if (!hit) return misses_.start(u.transaction, looked, Stage::kRequest);
  perform(u);
  misses_.start(u.transaction, access.swap ? looked + timing_.atomic : looked, Stage::kHit);
}

bool WordUnit::look_up(const UnderWay& u) {
  L1Line* line = cache_.array.use(u.transaction.line);
  if (line == nullptr || (u.access.swap && line->state < Mesi::kExclusive)) return false;
  if (u.access.swap) line->state = Mesi::kModified;
  return true;
}

void WordUnit::perform(UnderWay& u) {
  perform_word(u.access, frames_);
  u.performed = true;
}

void WordUnit::done(Transaction& t) {
  UnderWay& u = *std::ranges::find_if(
      under_way_, [&t](const UnderWay& candidate) { return &candidate.transaction == &t; });
  if (!u.performed) {
    perform(u);
    if (u.access.swap && timing_.atomic > Cycles(0))
      return misses_.start(t, t.at + timing_.atomic, Stage::kHit);
  }
  u.free = true;
  background_->done(u.access, t.at);
}

}  // namespace cowmmu
