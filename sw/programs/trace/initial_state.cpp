// SPDX-License-Identifier: Apache-2.0
#include "programs/trace/initial_state.h"

#include "os/syscall.h"
#include "programs/trace/address_map.h"
#include "programs/trace/record_ops.h"

namespace cowmmu::trace {
namespace {

class InitialState {
 public:
  explicit InitialState(const TraceTable& table)
      : recording_(table.recording()), pid_(recording_.processes.front().pid) {}

  void record(const Record& record) {
    if (record.kind() == Kind::kThread) return;  // the program makes them when it starts
    const Detail& detail = recording_.detail(record);
    if (record.kind() == Kind::kResident) return resident(detail);
    ops_.push_back(memory_call(recording_, record, 0));
    map_.apply(record.kind(), detail);
  }

  std::vector<Op> take() { return std::move(ops_); }

 private:
  void resident(const Detail& detail) {
    map_.for_each(detail.address, detail.length, [&](const AddressMap::Piece& piece) {
      const Protection has = piece.area.protection;
      const bool opened = detail.dirty ? !has.write : !has.read && !has.execute;
      const VirtAddr start = addr_of(piece.first);
      const ByteCount length(addr_of(piece.last - piece.first).value);
      Protection open = has;
      open.read = has.read || opened;  // W without R is reserved in a PTE
      open.write = has.write || detail.dirty;
      if (opened) ops_.push_back(protect_call(start, length, open));
      for (Vpn page = piece.first; page < piece.last; ++page)
        ops_.push_back(touch(addr_of(page), detail.dirty, open));
      if (opened) ops_.push_back(protect_call(start, length, has));
    });
  }

  Op touch(VirtAddr va, bool dirty, Protection open) const {
    if (dirty) return Op::store(va, mix64(pid_.value, va.value));
    return open.read ? Op::load(va) : Op::fetch(va);
  }

  const Recording& recording_;
  RecordedPid pid_;
  AddressMap map_;
  std::vector<Op> ops_;
};

}  // namespace

std::vector<Op> initial_ops(const TraceTable& table) {
  InitialState state(table);
  Cursor cursor(ThreadIndex{0});
  for (size_t i = 0; i < table.initial_records(); ++i)
    state.record(*cursor.take(table.recording()));
  return state.take();
}

}  // namespace cowmmu::trace
