// SPDX-License-Identifier: Apache-2.0
// What a user thread asks of its hart: one operation at a time. Shared by the hart, which executes
// operations, and the programs, which make them.
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "base/paging.h"
#include "base/types.h"

namespace cowmmu {

enum class OpKind : uint8_t { kLoad, kStore, kFetch, kCompute, kSyscall };

// load, fetch: `va`. store: `va`, `value` (8 bytes, aligned). compute: `value` cycles. syscall:
// `number` and `args`, whose meaning belongs to the OS (sw/os/syscall.h).
struct Op {
  OpKind kind = OpKind::kCompute;
  bool dependent = false;  // a load whose address needs the load before it (never overlapped)
  uint32_t number = 0;
  VirtAddr va{};
  uint64_t value = 0;
  std::array<uint64_t, 4> args{};

  static Op load(VirtAddr va) { return {.kind = OpKind::kLoad, .va = va}; }
  static Op store(VirtAddr va, uint64_t v) {
    return {.kind = OpKind::kStore, .va = va, .value = v};
  }
  static Op fetch(VirtAddr va) { return {.kind = OpKind::kFetch, .va = va}; }
  static Op compute(uint64_t cycles) { return {.kind = OpKind::kCompute, .value = cycles}; }
  static Op syscall(uint32_t number, std::array<uint64_t, 4> args = {}) {
    return {.kind = OpKind::kSyscall, .number = number, .args = args};
  }
};

// The result of the operation before: the loaded value, or the system call's return value and error
// (0 = none; numbers belong to sw/os/syscall.h). `at` is the hart's time when it completed.
struct OpResult {
  uint64_t value = 0;
  uint32_t error = 0;
  Cycles at{};
};

// A user program, one object a thread. It must not share mutable state with another object unless
// the simulated machine orders the accesses (a lock, fork and wait, thread start and end).
class IProgram {
 public:
  virtual ~IProgram() = default;
  // The next operation; the first call of a thread gets a default result. Ends with an exit call.
  virtual Op next(const OpResult& last) = 0;
  // The same program at the same point, with its random generator: the child's side of a fork.
  virtual std::unique_ptr<IProgram> clone() const = 0;
  // The program of a further thread of this process, from thread_create's argument.
  virtual std::unique_ptr<IProgram> start_thread(uint64_t argument) const = 0;
};

// One user thread as the hart sees it. The OS owns it; the hart fills `op` and `result`.
struct UserContext {
  IProgram* program = nullptr;
  Op op{};
  OpResult result{};
  bool pending = false;  // `op` was fetched and has not completed: it is tried (again) next
  // Set by the OS: the hart synchronises with all others before it asks `program` for the next
  // operation, and clears it. The program may then touch host state that programs share.
  bool ordered = false;
};

}  // namespace cowmmu
