// SPDX-License-Identifier: Apache-2.0
#include "programs/trace/mappings.h"

#include <algorithm>
#include <memory>
#include <string>

#include "programs/trace/address_map.h"
#include "programs/trace/error.h"
#include "programs/trace/walk.h"

namespace cowmmu::trace {
namespace {

std::string text_of(Protection p) {
  return {p.read ? 'r' : '-', p.write ? 'w' : '-', p.execute ? 'x' : '-'};
}

bool permits(Protection has, Protection needs) {
  return has.read >= needs.read && has.write >= needs.write && has.execute >= needs.execute;
}

class Checker {
 public:
  explicit Checker(const Recording& recording)
      : recording_(recording), spaces_(recording.processes.size()) {
    spaces_[0] = std::make_shared<AddressMap>();
  }

  void record(const Record& record, ThreadIndex thread) {
    const ProcessIndex process = recording_.threads[thread].process;
    if (process != process_) enter(process);
    switch (record.kind()) {
      case Kind::kFetch:
        return touch(record, fetched_, {false, false, true});
      case Kind::kData:
        return touch(record, data_, {record.loads() != 0, record.stores() != 0});
      default:
        return rare(record);
    }
  }

 private:
  void enter(ProcessIndex process) {
    process_ = process;
    fetched_ = data_ = {};
  }

  // Nearly every run is in the piece of the one before in its stream.
  void touch(const Record& run, AddressMap::Piece& last, Protection needs) {
    const Vpn page = recording_.page(run);
    if (!last.contains(page)) last = spaces_[process_]->find(page);
    if (!last.contains(page) || !permits(last.area.protection, needs)) [[unlikely]]
      refuse(run, last, page, needs);
  }

  void rare(const Record& record) {
    fetched_ = data_ = {};
    switch (record.kind()) {
      case Kind::kMap:
      case Kind::kUnmap:
      case Kind::kProtect:
      case Kind::kRemap:
      case Kind::kAdvise:
        return change(record);
      case Kind::kResident:
        return need(record, {});
      case Kind::kKernelWrite:
        return need(record, {false, true, false});
      case Kind::kKernelRead:
        return need(record, {true, false, false});
      case Kind::kFork:
        spaces_[record.where()] = std::make_shared<AddressMap>(spaces_[process_]->forked());
        break;
      case Kind::kVfork:
        spaces_[record.where()] = spaces_[process_];
        break;
      case Kind::kExec:
        spaces_[process_] = std::make_shared<AddressMap>();
        break;
      case Kind::kExit:
        spaces_[process_].reset();
        break;
      default:
        break;
    }
  }

  void change(const Record& record) {
    const Detail& detail = recording_.detail(record);
    if (record.kind() == Kind::kProtect || record.kind() == Kind::kRemap) need(record, {});
    spaces_[process_]->apply(record.kind(), detail);
  }

  // Every page of the record's range.
  void need(const Record& record, Protection needs) {
    const Detail& detail = recording_.detail(record);
    const AddressMap& space = *spaces_[process_];
    if (!space.maps_all(detail.address, detail.length)) {
      Vpn page = vpn_of(detail.address);
      while (space.find(page).contains(page)) page = space.find(page).last;
      refuse(record, {}, page, needs);
    }
    space.for_each(detail.address, detail.length, [&](const AddressMap::Piece& piece) {
      if (!permits(piece.area.protection, needs)) refuse(record, piece, piece.first, needs);
    });
  }

  void refuse(const Record& record, const AddressMap::Piece& piece, Vpn page, Protection needs) {
    const Process& process = recording_.processes[process_];
    if (process.killed()) return;
    const std::string found =
        fmt::format("page {:x} of process {}, which is {}", page.value, process.pid.value,
                    piece.contains(page) ? "mapped " + text_of(piece.area.protection)
                                         : std::string("not mapped"));
    throw TraceError({recording_.file, record.line(), 0}, "access", found,
                     needs == Protection{} ? "a mapped page" : "a page mapped " + text_of(needs));
  }

  const Recording& recording_;
  std::vector<std::shared_ptr<AddressMap>> spaces_;  // by process; a vforked child shares
  ProcessIndex process_ = UINT32_MAX;
  AddressMap::Piece fetched_;
  AddressMap::Piece data_;
};

}  // namespace

void check_mappings(const Recording& recording) {
  Checker checker(recording);
  for_each_record(
      recording, [&](const Record& record, ThreadIndex thread) { checker.record(record, thread); });
}

VirtAddr highest_address(const Recording& recording) {
  VirtAddr highest;
  for (const Detail& detail : recording.details)
    highest = std::max(
        {highest, detail.end(), VirtAddr(detail.new_address.value + detail.new_length.value)});
  return highest;
}

}  // namespace cowmmu::trace
