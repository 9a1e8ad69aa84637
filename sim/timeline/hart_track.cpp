// SPDX-License-Identifier: Apache-2.0
#include "timeline/hart_track.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/check.h"

namespace cowmmu {
namespace {

constexpr std::array kUserPhases = {Phase::kUserCompute, Phase::kUserMemory, Phase::kUserTranslate};

bool is_user(Phase phase) { return phase <= Phase::kUserTranslate; }

}  // namespace

uint8_t HartTrack::depth() const {
  return static_cast<uint8_t>(std::ranges::count(spans_, false, &Open::ended));
}

uint64_t HartTrack::log(Record& record) {
  record.process = static_cast<uint32_t>(process_);
  record.depth = depth();
  return log_.add(hart_, record);
}

void HartTrack::add(RecordKind kind, uint8_t name, uint64_t now, uint64_t a, uint64_t b) {
  Record record{.start = now, .a = a, .b = b, .kind = kind, .name = name};
  log(record);
}

void HartTrack::end(Open& open, uint64_t now) {
  open.record.length = now - open.record.start;
  log_.change(hart_, open.number, open.record);
}

void HartTrack::begin_phase(Phase phase, uint64_t now) {
  phase_ = phase;
  in_slice_ = !is_user(phase);
  if (!in_slice_) return;
  slice_.record = {.start = now, .kind = RecordKind::kPhase, .name = static_cast<uint8_t>(phase)};
  slice_.number = log(slice_.record);
}

void HartTrack::end_phase(uint64_t now) {
  if (!std::exchange(in_slice_, false)) return;
  if (now == slice_.record.start && log_.take_back(hart_, slice_.number)) return;
  end(slice_, now);
}

void HartTrack::take_user(uint64_t now, const Spent& spent) {
  std::array<uint64_t, 3> part{};
  uint64_t length = 0;
  for (size_t i = 0; i < part.size(); ++i) {
    const uint64_t total = spent[static_cast<size_t>(kUserPhases[i])];
    part[i] = total - user_[i];
    user_[i] = total;
    length += part[i];
  }
  const uint64_t begin = now - length;
  end_phase(begin);
  if (phase_ == Phase::kTrapReturn) close_span(begin);
  if (length == 0) return;
  Record user{
      .start = begin, .length = length, .a = part[0], .b = part[1], .kind = RecordKind::kUser};
  log(user);
}

void HartTrack::phase_begins(Phase phase, uint64_t now, const Spent& spent) {
  if (is_user(phase) && is_user(phase_)) return;  // one slice
  take_user(now, spent);
  if (phase == Phase::kIdle) set_process(0, now);
  if (phase == Phase::kTrapEntry) open_span(SpanName::kTrap, now);
  if (phase_ == Phase::kTrapEntry) name_trap(phase);
  begin_phase(phase, now);
}

// What a trap is for shows in the phase that follows its entry.
void HartTrack::name_trap(Phase phase) {
  Record* trap = innermost(SpanName::kTrap);
  if (trap == nullptr) return;
  const SpanName name = phase == Phase::kFaultLookup      ? SpanName::kPageFault
                        : phase == Phase::kSyscall        ? SpanName::kSyscall
                        : phase == Phase::kShootdownServe ? SpanName::kInterrupt
                                                          : SpanName::kTimer;
  trap->name = static_cast<uint8_t>(name);
}

void HartTrack::set_process(uint64_t process, uint64_t now) {
  if (process == process_) return;
  const bool in_slice = in_slice_;
  end_phase(now);
  for (auto open = spans_.rbegin(); open != spans_.rend(); ++open)
    if (!std::exchange(open->ended, true)) end(*open, now);
  process_ = process;
  if (in_slice) begin_phase(phase_, now);
}

void HartTrack::open_span(SpanName name, uint64_t now, uint64_t a) {
  // A slice with the same start stands inside it.
  const bool in_slice = in_slice_;
  end_phase(now);
  Open open;
  open.record = {
      .start = now, .a = a, .kind = RecordKind::kSpan, .name = static_cast<uint8_t>(name)};
  open.number = log(open.record);
  spans_.push_back(open);
  if (in_slice) begin_phase(phase_, now);
}

void HartTrack::close_span(uint64_t now) {
  COWMMU_CHECK(!spans_.empty(), "hart " + std::to_string(hart_) + " ends what it did not begin");
  // What goes on after it does not stand inside it any more.
  const bool in_slice = in_slice_;
  end_phase(now);
  if (!spans_.back().ended) end(spans_.back(), now);
  spans_.pop_back();
  if (in_slice) begin_phase(phase_, now);
}

Record* HartTrack::innermost(SpanName name) {
  if (spans_.empty() || spans_.back().ended) return nullptr;
  Record& record = spans_.back().record;
  return record.name == static_cast<uint8_t>(name) ? &record : nullptr;
}

void HartTrack::restart(uint64_t now) {
  user_ = {};
  for (Open& open : spans_) {
    if (open.ended) continue;
    open.record.start = now;
    open.number = log_.add(hart_, open.record);
  }
  if (in_slice_) begin_phase(phase_, now);
}

void HartTrack::finish(uint64_t now, const Spent& spent) {
  take_user(now, spent);
  while (!spans_.empty()) close_span(now);
}

}  // namespace cowmmu
