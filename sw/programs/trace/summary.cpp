// SPDX-License-Identifier: Apache-2.0
#include "programs/trace/summary.h"

#include <boost/unordered/unordered_flat_map.hpp>
#include <memory>

#include "programs/trace/cow_space.h"
#include "programs/trace/walk.h"

namespace cowmmu::trace {
namespace {

// The distinct pages of one process image.
class PageSet {
 public:
  void add(Vpn page, bool written) {
    bool& was_written = pages_.try_emplace(page.value, false).first->second;
    written_ += written && !was_written ? 1 : 0;
    was_written = was_written || written;
  }
  uint64_t size() const { return pages_.size(); }
  uint64_t written() const { return written_; }

 private:
  boost::unordered_flat_map<uint64_t, bool> pages_;
  uint64_t written_ = 0;
};

class Counter {
 public:
  explicit Counter(const Recording& recording)
      : recording_(recording),
        spaces_(recording.processes.size()),
        images_(recording.processes.size()) {
    summary_.grain = recording.grain;
    for (const Process& process : recording.processes)
      summary_.processes.push_back({.pid = process.pid, .threads = process.threads.size()});
    spaces_[0] = std::make_shared<CowSpace>(frames_);
  }

  void record(const Record& record, ThreadIndex thread) {
    current_ = recording_.threads[thread].process;
    ProcessSummary& process = summary_.processes[current_];
    switch (record.kind()) {
      case Kind::kFetch:
        process.accesses.fetches += record.count();
        return run(record);
      case Kind::kData:
        process.accesses.loads += record.loads();
        process.accesses.stores += record.stores();
        return run(record);
      case Kind::kKernelWrite:
        return range(record, true);
      case Kind::kKernelRead:
        return range(record, false);
      case Kind::kResident:
        return resident(record);
      case Kind::kMap:
      case Kind::kUnmap:
      case Kind::kProtect:
      case Kind::kRemap:
      case Kind::kAdvise:
        return spaces_[current_]->change(record.kind(), recording_.detail(record));
      default:
        return lives(record, process);
    }
  }

  Summary finish() {
    for (ProcessIndex p = 0; p < images_.size(); ++p) close_image(p);
    return std::move(summary_);
  }

 private:
  void run(const Record& record) {
    const Vpn page = recording_.page(record);
    images_[current_].add(page, record.stores() != 0);
    if (record.stores() != 0)
      write(page);
    else
      spaces_[current_]->touch(page);
  }

  void write(Vpn page) {
    CowCounts& cow = summary_.processes[current_].cow;
    switch (spaces_[current_]->write(page)) {
      case Write::kFirst:
        ++cow.first_writes;
        break;
      case Write::kCopy:
        ++cow.copies;
        break;
      case Write::kReuse:
        ++cow.reuses;
        break;
      case Write::kPlain:
        break;
    }
  }

  void range(const Record& record, bool written) {
    const Detail& detail = recording_.detail(record);
    const Vpn last = vpn_of(VirtAddr(detail.address.value + (detail.length.value - 1)));
    for (Vpn page = vpn_of(detail.address); page <= last; ++page) {
      if (written)
        write(page);
      else
        spaces_[current_]->touch(page);
    }
  }

  // What was written before the recording starts is nobody's first write in it.
  void resident(const Record& record) {
    const CowCounts before = summary_.processes[current_].cow;
    range(record, recording_.detail(record).dirty);
    summary_.processes[current_].cow = before;
  }

  void lives(const Record& record, ProcessSummary& process) {
    switch (record.kind()) {
      case Kind::kFork:
        return fork(record, process);
      case Kind::kVfork:
        ++process.vforks;
        spaces_[record.where()] = spaces_[current_];
        break;
      case Kind::kExec:
        ++process.execs;
        close_image(current_);
        spaces_[current_] = std::make_shared<CowSpace>(frames_);
        break;
      case Kind::kExit:
        spaces_[current_].reset();
        break;
      default:
        break;
    }
  }

  void fork(const Record& record, ProcessSummary& process) {
    ++process.forks;
    const CowSpace::Census census = spaces_[current_]->census();
    summary_.forks.push_back({.parent = process.pid,
                              .child = recording_.processes[record.where()].pid,
                              .present = census.present,
                              .dirty = census.dirty});
    spaces_[record.where()] = std::make_shared<CowSpace>(spaces_[current_].get());
  }

  void close_image(ProcessIndex process) {
    summary_.processes[process].pages += images_[process].size();
    summary_.processes[process].written += images_[process].written();
    images_[process] = {};
  }

  const Recording& recording_;
  CowFrames frames_;
  std::vector<std::shared_ptr<CowSpace>> spaces_;  // by process; a vforked child shares
  std::vector<PageSet> images_;
  ProcessIndex current_ = 0;
  Summary summary_;
};

}  // namespace

Summary summarise(const Recording& recording) {
  Counter counter(recording);
  for_each_record(
      recording, [&](const Record& record, ThreadIndex thread) { counter.record(record, thread); });
  return counter.finish();
}

AccessCounts count_accesses(const Recording& recording) {
  AccessCounts sum;
  for (const Record& record : recording.records) {
    (record.kind() == Kind::kFetch ? sum.fetches : sum.loads) += record.loads();
    sum.stores += record.stores();  // records that are no runs count nothing
  }
  return sum;
}

AccessCounts Summary::accesses() const {
  AccessCounts sum;
  for (const ProcessSummary& process : processes) {
    sum.fetches += process.accesses.fetches;
    sum.loads += process.accesses.loads;
    sum.stores += process.accesses.stores;
  }
  return sum;
}

CowCounts Summary::cow() const {
  CowCounts sum;
  for (const ProcessSummary& process : processes) {
    sum.first_writes += process.cow.first_writes;
    sum.copies += process.cow.copies;
    sum.reuses += process.cow.reuses;
  }
  return sum;
}

}  // namespace cowmmu::trace
