// SPDX-License-Identifier: Apache-2.0
#include "programs/trace/trace_table.h"

#include <utility>

#include "programs/trace/walk.h"

namespace cowmmu::trace {
namespace {

constexpr ThreadIndex kNobody = UINT32_MAX;

bool changes_initial_state(Kind kind) {
  switch (kind) {
    case Kind::kMap:
    case Kind::kUnmap:
    case Kind::kProtect:
    case Kind::kRemap:
    case Kind::kAdvise:
    case Kind::kResident:
    case Kind::kThread:
      return true;
    default:
      return false;
  }
}

}  // namespace

void Cursor::skip_to_block(const Recording& recording) {
  const auto& blocks = recording.threads[thread_].blocks;
  if (position_ != end_ || next_block_ == blocks.size()) return;
  const Block& block = recording.blocks[blocks[next_block_++]];
  position_ = block.first;
  end_ = block.first + block.count;
}

const Record* Cursor::take(const Recording& recording) {
  skip_to_block(recording);
  return position_ == end_ ? nullptr : &recording.records[position_++];
}

TraceTable::TraceTable(std::shared_ptr<const Recording> recording)
    : recording_(std::move(recording)), plans_(recording_->processes.size()) {
  plan();
  count_initial_records();
}

bool TraceTable::idle(ThreadIndex thread) const {
  const Thread& t = recording_->threads[thread];
  return t.blocks.empty() && recording_->processes[t.process].threads.front() != thread;
}

void TraceTable::plan() {
  const Recording& r = *recording_;
  std::vector<size_t> seen_in(r.threads.size(), SIZE_MAX);  // image in which the thread counts
  std::vector<ThreadIndex> forked_by(r.processes.size(), kNobody);
  for (const Process& process : r.processes) seen_in[process.threads.front()] = 0;
  const auto visit = [&](const Record& record, ThreadIndex thread) {
    const ProcessIndex process = r.threads[thread].process;
    Plan& plan = plans_[process];
    const size_t image = plan.participants.size() - 1;
    if (std::exchange(seen_in[thread], image) != image) ++plan.participants[image];
    plan.meets = plan.meets || plan.participants[image] > 1;
    switch (record.kind()) {
      case Kind::kExec:
        plan.participants.push_back(1);
        seen_in[thread] = image + 1;
        break;
      case Kind::kFork:
      case Kind::kVfork:
        forked_by[record.where()] = thread;
        break;
      case Kind::kWait:
        plans_[record.where()].waited_elsewhere = forked_by[record.where()] != thread;
        plan.meets = plan.meets || plans_[record.where()].waited_elsewhere;
        break;
      default:
        break;
    }
  };
  for_each_record(r, visit);
}

void TraceTable::count_initial_records() {
  Cursor cursor(ThreadIndex{0});
  const Record* record = cursor.take(*recording_);
  for (; record != nullptr && changes_initial_state(record->kind());
       record = cursor.take(*recording_))
    ++initial_records_;
}

}  // namespace cowmmu::trace
