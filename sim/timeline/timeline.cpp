// SPDX-License-Identifier: Apache-2.0
#include "timeline/timeline.h"

#include <utility>

#include "timeline/write_timeline.h"

namespace cowmmu {
namespace {

std::filesystem::path folder_of(const std::filesystem::path& file) {
  return file.has_parent_path() ? file.parent_path() : ".";
}

bool maps_frame(Pte pte) { return pte.bits() != 0 && !pte.has(Pte::kSpecial); }

}  // namespace

Timeline::Timeline(RecordFile file, uint64_t harts, ProcessOf process_of)
    : file_(std::move(file)),
      process_of_(std::move(process_of)),
      log_(harts, folder_of(file_.path)),
      flows_(harts, [this](HartId hart, FlowStep step, uint64_t flow) {
        track(hart).add(RecordKind::kFlow, static_cast<uint8_t>(step), flow_time_.value, flow);
      }) {
  for (uint64_t h = 0; h < harts; ++h) tracks_.emplace_back(log_, h);
}

void Timeline::phase_begins(HartId hart, Phase phase, Cycles now, const HartTrack::Spent& spent) {
  running_ = true;
  track(hart).phase_begins(phase, now.value, spent);
}

// A hart without a thread still works for the one that left it, until it idles.
void Timeline::context_set(HartId hart, Cycles now) {
  const Pid process = process_of_(hart);
  if (process != Pid{}) track(hart).set_process(process.value, now.value);
}

void Timeline::ipi_sent(HartId from, HartId to, Cycles now, Cycles arrival) {
  const bool shootdown = track(from).phase() == Phase::kShootdownSend;
  flow_time_ = now;
  track(from).add(RecordKind::kIpi, shootdown ? 1 : 0, now.value, to.value, arrival.value);
  flows_.sent(from, to, arrival, shootdown);
}

void Timeline::ipis_taken(HartId by, Cycles now) {
  flow_time_ = now;
  flows_.taken(by, now);
}

void Timeline::count(const ICpu& cpu, const Record& change) {
  if (!running_) return before_.add(change);
  track(cpu).add(change.kind, 0, cpu.now().value, change.a, change.b);
}

void Timeline::pte_changed(ICpu& cpu, const AddressSpace&, VirtAddr, unsigned level, Pte before,
                           Pte after) {
  if (level != 0 || (maps_frame(before) && maps_frame(after) && before.ppn() == after.ppn()))
    return;
  const auto mapping = [](Pte pte, int64_t change) {
    return Record{
        .a = pte.ppn().value, .b = static_cast<uint64_t>(change), .kind = RecordKind::kMapping};
  };
  if (maps_frame(before)) count(cpu, mapping(before, -1));
  if (maps_frame(after)) count(cpu, mapping(after, 1));
}

void Timeline::frames_in_use(ICpu& cpu, int64_t change) {
  count(cpu, {.a = static_cast<uint64_t>(change), .kind = RecordKind::kFrames});
}

void Timeline::fault_counted(ICpu& cpu, VirtAddr va, FaultKind kind) {
  if (!running_) return;
  const auto number = static_cast<uint8_t>(kind);
  if (Record* trap = track(cpu).innermost(SpanName::kPageFault)) {
    trap->name = static_cast<uint8_t>(SpanName::kFault);
    trap->a = va.value;
    trap->b = number;
  } else {
    track(cpu).add(RecordKind::kFault, number, cpu.now().value, va.value);
  }
}

void Timeline::syscall(ICpu& cpu, uint32_t number) {
  if (Record* call = track(cpu).innermost(SpanName::kSyscall)) call->b = number;
}

void Timeline::forked(ICpu& cpu, Pid child) {
  if (Record* call = track(cpu).innermost(SpanName::kSyscall)) {
    call->name = static_cast<uint8_t>(SpanName::kFork);
    call->a = child.value;
  }
}

void Timeline::ended(ICpu& cpu, Pid pid, bool killed) {
  if (running_) track(cpu).add(RecordKind::kEnd, killed ? 1 : 0, cpu.now().value, pid.value);
}

void Timeline::shootdown_begin(ICpu& cpu, uint64_t targets) {
  if (running_) track(cpu).open_span(SpanName::kShootdown, cpu.now().value, targets);
}

void Timeline::shootdown_end(ICpu& cpu) {
  if (!running_) return;
  flow_time_ = cpu.now();
  flows_.shootdown_ended(cpu.id());
  track(cpu).close_span(cpu.now().value);
}

void Timeline::acknowledged(ICpu& cpu, HartId initiator) {
  if (!running_) return;
  flow_time_ = cpu.now();
  flows_.acknowledged(cpu.id(), initiator);
}

void Timeline::measured(ICpu& cpu) {
  if (!running_) return;  // without time: it begins at 0
  begin_ = cpu.now();
  for (uint64_t h = 0; h < tracks_.size(); ++h) {
    RecordLog::Reader records(log_, h);
    while (const Record* record = records.next()) before_.add(*record);
  }
  log_.clear();
  flows_.restart();
  for (HartTrack& track : tracks_) track.restart(begin_.value);
}

void Timeline::finish(Machine& machine, Cycles length, uint64_t frames) {
  running_ = false;
  const Cycles end = begin_ + length;
  for (uint64_t h = 0; h < tracks_.size(); ++h)
    tracks_[h].finish(end.value, machine.hart(HartId(h)).ledger().cycles());
  log_.check();
  write_timeline(file_, {.log = log_,
                         .harts = tracks_.size(),
                         .clock = machine.clock(),
                         .begin = begin_,
                         .length = length,
                         .before = before_,
                         .frames = frames,
                         .unfinished = flows_.unfinished()});
}

}  // namespace cowmmu
