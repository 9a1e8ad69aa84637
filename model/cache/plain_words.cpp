// SPDX-License-Identifier: Apache-2.0
#include "cache/plain_words.h"

#include <algorithm>
#include <utility>

#include "cache/perform_word.h"

namespace cowmmu {

PlainWords::PlainWords(Timing timing, LocalClock& clock, FrameStore& frames, Stored stored)
    : timing_(timing), clock_(clock), frames_(frames), stored_(std::move(stored)) {
  under_way_.reserve(WordAccess::kMost);
}

void PlainWords::attend(IBackground* background) {
  background_ = background;
  clock_.attend(background != nullptr ? this : nullptr);
}

void PlainWords::run_to(Cycles t) {
  while (background_ != nullptr && !turn(t)) {
  }
}

void PlainWords::start(const WordAccess& access, Cycles at) {
  insert({at + timing_.access, access});
}

void PlainWords::insert(const UnderWay& u) {
  under_way_.insert(std::ranges::upper_bound(under_way_, u.at, {}, &UnderWay::at), u);
}

bool PlainWords::turn(std::optional<Cycles> until) {
  const auto beside = background_ != nullptr ? background_->next() : std::nullopt;
  const bool access = !under_way_.empty() && !(beside && beside->at < under_way_.front().at);
  std::optional<Cycles> bound;
  if (access || beside) bound = access ? under_way_.front().at : beside->at;
  if (until && (!bound || *until < *bound)) return true;
  const bool alone = !access && beside && !beside->shared;
  if (!bound || (!alone && !clock_.may_share(*bound))) return clock_.block(bound), false;
  if (access)
    step();
  else
    background_->step();
  return false;
}

void PlainWords::step() {
  UnderWay now = under_way_.front();
  under_way_.erase(under_way_.begin());
  if (!now.performed) {
    perform(now);
    if (now.access.swap && timing_.atomic > Cycles(0)) {
      now.at += timing_.atomic;
      return insert(now);
    }
  }
  background_->done(now.access, now.at);
}

void PlainWords::perform(UnderWay& u) {
  perform_word(u.access, frames_);
  // Watchers hear of an atomic whether it changed the word or not.
  if (u.access.swap) stored_(u.access.pa, u.at);
  u.performed = true;
}

}  // namespace cowmmu
