// SPDX-License-Identifier: Apache-2.0
// Drives a program by hand: answers its calls, notes its operations.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "base/program.h"
#include "os/syscall.h"

namespace cowmmu::test {

inline constexpr VirtAddr kBase{kMmapBase};

inline bool is_call(const Op& op, Sys number) {
  return op.kind == OpKind::kSyscall && op.number == static_cast<uint32_t>(number);
}

struct Driven {
  std::vector<Op> ops;
  std::unique_ptr<IProgram> child;  // of the last fork

  uint64_t count(Sys number) const {
    uint64_t n = 0;
    for (const Op& op : ops) n += is_call(op, number);
    return n;
  }
  std::vector<VirtAddr> stores() const {
    std::vector<VirtAddr> all;
    for (const Op& op : ops) {
      if (op.kind == OpKind::kStore) all.push_back(op.va);
    }
    return all;
  }
};

// Until the program exits (or its thread does). mmap answers kBase, fork `pid`, and so on.
inline Driven drive(IProgram& program, OpResult last = {}, uint64_t limit = 1'000'000) {
  Driven driven;
  while (driven.ops.size() < limit) {
    const Op op = program.next(last);
    driven.ops.push_back(op);
    last = {};
    if (is_call(op, Sys::kExit) || is_call(op, Sys::kThreadExit)) break;
    if (is_call(op, Sys::kMmap)) last.value = kBase.value;
    if (is_call(op, Sys::kThreadCreate)) last.value = kFirstThreadTid;
    if (is_call(op, Sys::kFork)) {
      driven.child = program.clone();
      last.value = 2;
    }
  }
  return driven;
}

// What was done after the mark.
inline Driven after_mark(Driven all) {
  size_t at = 0;
  while (at < all.ops.size() && !is_call(all.ops[at], Sys::kMark)) ++at;
  all.ops.erase(all.ops.begin(),
                all.ops.begin() + static_cast<long>(std::min(at + 1, all.ops.size())));
  return all;
}

}  // namespace cowmmu::test
