// SPDX-License-Identifier: Apache-2.0
#include "programs/trace/record_ops.h"

#include "base/check.h"
#include "programs/call.h"

namespace cowmmu::trace {
namespace {

uint64_t bits_of(Protection p) {
  return (p.read ? Prot::kRead : 0) | (p.write ? Prot::kWrite : 0) | (p.execute ? Prot::kExec : 0);
}

uint64_t flags_of(MapKind kind) {
  switch (kind) {
    case MapKind::kAnonymous:
      return 0;
    case MapKind::kFile:
      return MapFlags::kFile;
    case MapKind::kShared:
      return MapFlags::kShared;
    case MapKind::kStack:
      return MapFlags::kStack;
    case MapKind::kHeap:
      return MapFlags::kHeap;
  }
  return 0;
}

Op remap_call(const Detail& detail) {
  // In place is the kernel's own choice; a fixed address is for what moves.
  const bool moves = detail.new_address != detail.address;
  return call(Sys::kMremap, detail.address.value, detail.length.value, detail.new_length.value,
              moves ? detail.new_address.value : 0);
}

}  // namespace

Op map_call(const Detail& detail) {
  const uint64_t flags = bits_of(detail.protection) | flags_of(detail.map_kind);
  const uint64_t file = mix64(detail.address.value ^ flags, detail.length.value) | 1;
  return call(Sys::kMmap, detail.address.value, detail.length.value, flags,
              detail.map_kind == MapKind::kFile ? file : 0);
}

Op protect_call(VirtAddr address, ByteCount length, Protection protection) {
  return call(Sys::kMprotect, address.value, length.value, bits_of(protection));
}

Op memory_call(const Recording& recording, const Record& record, ThreadIndex thread) {
  const Detail& d = recording.detail(record);
  switch (record.kind()) {
    case Kind::kMap:
      return map_call(d);
    case Kind::kUnmap:
      return call(Sys::kMunmap, d.address.value, d.length.value);
    case Kind::kProtect:
      return protect_call(d.address, d.length, d.protection);
    case Kind::kRemap:
      return remap_call(d);
    case Kind::kAdvise:
      return call(Sys::kMadvise, d.address.value, d.length.value, d.advice);
    case Kind::kKernelWrite: {
      const RecordedPid pid = recording.processes[recording.threads[thread].process].pid;
      return call(Sys::kKernelWrite, d.address.value, d.length.value, pid.value, 1);
    }
    default:
      break;
  }
  COWMMU_CHECK(record.kind() == Kind::kKernelRead,
               "record of line " + std::to_string(record.line()));
  return call(Sys::kKernelRead, d.address.value, d.length.value);
}

}  // namespace cowmmu::trace
