// SPDX-License-Identifier: Apache-2.0
#include "cache/shared_cache.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "base/check.h"

namespace cowmmu {
namespace {

constexpr LineAddr kNoLine{~0ULL};

// 0 for a device beyond the last hart that there can be.
constexpr uint64_t bit(HartId h) { return h.value < 64 ? 1ULL << h.value : 0; }

}  // namespace

SharedCache::SharedCache(const sc_core::sc_module_name& name, LlcArray array, Timing timing)
    : sc_module(name), array_(std::move(array)), timing_(timing), bank_free_(timing.banks) {
  locks_.reserve(1024);
}

void SharedCache::attach(PrivateCache& cache) {
  COWMMU_CHECK(cache.clock->hart().value == harts_.size(), "private caches attach in hart order");
  harts_.push_back(&cache);
  know(*cache.clock);
}

void SharedCache::attach_device(LocalClock& clock) { know(clock); }

void SharedCache::know(LocalClock& clock) {
  if (clocks_.size() <= clock.hart().value) clocks_.resize(clock.hart().value + 1);
  clocks_[clock.hart().value] = &clock;
  domain_ = &clock.domain();
}

void SharedCache::enter_sleep() {
  ++asleep_;
  dram_->arm();
}

void SharedCache::leave_sleep() {
  if (--asleep_ == 0) dram_->disarm();
}

void SharedCache::step(Transaction& t) {
  if (view_ != nullptr) view_->show(t);
  switch (t.stage) {
    case Stage::kRequest:
      return request(t);
    case Stage::kSnoop:
      return t.evicted == kNoLine ? snoop(t) : recall(t);
    case Stage::kDram:
      t.known = false;
      t.stage = Stage::kFill;
      return dram_->enqueue(
          {t.line, false, domain_->slot(t.at, t.hart), reinterpret_cast<uint64_t>(&t)});
    case Stage::kFill:
      return fill(t);
    default:
      break;
  }
  COWMMU_CHECK(false, "a step that is not the shared cache's");
}

void SharedCache::request(Transaction& t) {
  if (!t.holds_lock && !lock(t)) return;
  LlcLine* entry = array_.find(t.line);
  LlcLine* victim = entry == nullptr ? array_.victim(t.line) : nullptr;
  if (entry == nullptr && victim == nullptr) {  // every way of the set is under way: next cycle
    t.at += Cycles(1);
    return;
  }
  t.data_at = book_bank(t.line, t.at) + timing_.hit;
  if (entry != nullptr) {
    ++stats_.hits;
    t.entry = entry;
    return found(t);
  }
  ++stats_.misses;
  t.missed = true;
  t.entry = victim;
  if (make_room(t, *victim)) after_room(t, t.data_at);
}

bool SharedCache::lock(Transaction& t) {
  const auto [it, free] = locks_.try_emplace(t.line);
  if (free) return t.holds_lock = true;
  ++stats_.queued;
  t.known = false;
  Lock& queue = it->second;
  (queue.first == nullptr ? queue.first : queue.last->next_waiter) = &t;
  queue.last = &t;
  return false;
}

void SharedCache::release(LineAddr line, Cycles at, HartId by) {
  const auto it = locks_.find(line);
  COWMMU_CHECK(it != locks_.end(), "a line was released that nobody held");
  Transaction* next = it->second.first;
  if (next == nullptr) {
    locks_.erase(it);
    return;
  }
  if (LlcLine* entry = array_.find(line); entry != nullptr) entry->locked = true;
  it->second.first = next->next_waiter;
  next->next_waiter = nullptr;
  next->holds_lock = true;
  next->known = true;
  next->at = at + Cycles(1);
  clocks_[next->hart.value]->wake_at(next->at);
  clocks_[by.value]->forget_horizon();
}

Cycles SharedCache::book_bank(LineAddr line, Cycles at) {
  Cycles& free = bank_free_[line.value % bank_free_.size()];
  const Cycles start = std::max(at, free);
  free = start + Cycles(1);
  return start;
}

void SharedCache::found(Transaction& t) {
  LlcLine& entry = *t.entry;
  entry.locked = true;
  array_.touch(entry);
  const uint64_t others = entry.sharers & ~bit(t.hart);
  const bool owned_elsewhere = entry.owner >= 0 && entry.owner != static_cast<int>(t.hart.value);
  const uint64_t targets = t.exclusive || owned_elsewhere ? others : 0;
  if (targets != 0) return send_snoops(t, targets);
  t.stage = Stage::kFill;
  t.at = t.data_at;
}

// Takes the victim's place for t.line. False: the victim's private copies are recalled first.
bool SharedCache::make_room(Transaction& t, LlcLine& victim) {
  if (victim.empty() || victim.sharers == 0) {
    replace(t, victim);
    return true;
  }
  victim.locked = true;
  t.evicted = victim.line;
  const bool was_free = locks_.try_emplace(victim.line).second;
  COWMMU_CHECK(was_free, "a victim was under way");
  stats_.recalls += std::popcount(victim.sharers);
  send_snoops(t, victim.sharers);
  return false;
}

void SharedCache::replace(Transaction& t, LlcLine& victim) {
  if (!victim.empty()) {
    ++stats_.evictions;
    if (victim.dirty) write_back(victim.line, t);
  }
  array_.assign(victim, t.line);
}

void SharedCache::send_snoops(Transaction& t, uint64_t harts) {
  t.snooped = harts;
  t.stage = Stage::kSnoop;
  t.at = t.data_at + timing_.snoop;
  for (uint64_t rest = harts; rest != 0; rest &= rest - 1)
    clocks_[std::countr_zero(rest)]->announce(t.at);
}

// Returns whether the private copy was modified.
bool SharedCache::take_from(HartId hart, LineAddr line, bool invalidate, Cycles at) {
  PrivateCache& cache = *harts_[hart.value];
  cache.clock->retire(at);
  const Mesi before = invalidate ? cache.array.invalidate(line) : cache.array.downgrade(line);
  if (invalidate && cache.monitored == line && !cache.lost_at) {
    cache.lost_at = at;
    cache.clock->wake_at(at);
  }
  stats_.dirty_private += before == Mesi::kModified;
  return before == Mesi::kModified;
}

void SharedCache::snoop(Transaction& t) {
  for (uint64_t rest = t.snooped; rest != 0; rest &= rest - 1) {
    ++stats_.snoops;
    const bool modified = take_from(HartId(std::countr_zero(rest)), t.line, t.exclusive, t.at);
    if (!t.exclusive && modified) t.entry->dirty = true;
  }
  if (t.exclusive) t.entry->sharers &= ~t.snooped;
  t.entry->owner = -1;
  clocks_[t.hart.value]->forget_horizon();
  t.stage = Stage::kFill;
  t.at += timing_.snoop;
}

void SharedCache::recall(Transaction& t) {
  for (uint64_t rest = t.snooped; rest != 0; rest &= rest - 1)
    if (take_from(HartId(std::countr_zero(rest)), t.evicted, true, t.at)) t.entry->dirty = true;
  const LineAddr evicted = t.evicted;
  t.evicted = kNoLine;
  replace(t, *t.entry);
  release(evicted, t.at, t.hart);
  clocks_[t.hart.value]->forget_horizon();
  after_room(t, std::max(t.at, t.data_at));
}

void SharedCache::after_room(Transaction& t, Cycles at) {
  t.stage = t.data ? Stage::kDram : Stage::kFill;
  t.at = t.data ? at + timing_.uncore_half : at;
}

void SharedCache::read_done(uint64_t tag, Picos completion) {
  // step() made the tag of a transaction that lives until its fill.
  auto& t = *reinterpret_cast<Transaction*>(tag);  // NOLINT(performance-no-int-to-ptr)
  t.known = true;
  t.at = domain_->at_or_after(completion) + timing_.uncore_half;
  clocks_[t.hart.value]->wake_at(t.at);
}

void SharedCache::fill(Transaction& t) {
  LlcLine& entry = *t.entry;
  if (t.hart.value < harts_.size()) {
    fill_private(t, t.hart);
  } else if (t.exclusive) {
    entry.dirty = true;
  }
  entry.locked = false;
  t.stage = Stage::kDone;
  release(t.line, t.at, t.hart);
}

void SharedCache::fill_private(Transaction& t, HartId hart) {
  LlcLine& entry = *t.entry;
  const bool alone = t.exclusive || !entry.cached_elsewhere(hart);
  const Mesi state = t.exclusive ? Mesi::kModified : alone ? Mesi::kExclusive : Mesi::kShared;
  retire_victim(harts_[hart.value]->array.fill(t.line, state, array_.place_of(entry)), hart);
  entry.sharers = (t.exclusive ? 0 : entry.sharers) | bit(hart);
  entry.owner = alone ? static_cast<int16_t>(hart.value) : int16_t{-1};
}

// The directory is told of every line that a private cache replaces, clean ones too.
void SharedCache::retire_victim(const L1Line& victim, HartId hart) {
  if (victim.state == Mesi::kInvalid) return;
  ++harts_[hart.value]->stats.evictions;
  LlcLine& entry = array_.at(victim.home);
  COWMMU_CHECK(entry.line == victim.line, "inclusion: a private line has no last-level entry");
  entry.sharers &= ~bit(hart);
  if (entry.owner == static_cast<int>(hart.value)) entry.owner = -1;
  if (victim.state == Mesi::kModified) {
    entry.dirty = true;
    ++stats_.dirty_private;
  }
}

void SharedCache::write_back(LineAddr line, const Transaction& t) {
  ++stats_.writebacks;
  dram_->enqueue({line, true, domain_->slot(t.at, t.hart), 0});
}

void SharedCache::View::show(const Transaction& t) {
  // Those that are taken here; the others are the private cache's.
  static constexpr std::array kStages = {"request", "snoop", "dram", "fill"};
  constexpr auto kFirst = static_cast<size_t>(Stage::kRequest);
  static_assert(kFirst + kStages.size() == static_cast<size_t>(Stage::kDone));
  line = t.line.value;
  stage.set(kStages.at(static_cast<size_t>(t.stage) - kFirst));
  hart = static_cast<uint32_t>(t.hart.value);
}

void SharedCache::trace(sc_core::sc_trace_file* file) const {
  const std::string prefix = std::string(name()) + ".";
  view_ = std::make_unique<View>();
  sc_core::sc_trace(file, view_->line, prefix + "line");
  view_->stage.trace(file, prefix + "stage");
  sc_core::sc_trace(file, view_->hart, prefix + "hart");
}

}  // namespace cowmmu
