// SPDX-License-Identifier: Apache-2.0
// Operations as short text, so that a test can compare them with what a person wrote.
#pragma once

#include <fmt/format.h>

#include <string>

#include "base/program.h"
#include "os/syscall.h"

namespace cowmmu::trace {

inline const char* name_of(Sys call) {
  switch (call) {
    case Sys::kMmap:
      return "mmap";
    case Sys::kMunmap:
      return "munmap";
    case Sys::kMprotect:
      return "mprotect";
    case Sys::kMremap:
      return "mremap";
    case Sys::kMadvise:
      return "madvise";
    case Sys::kFork:
      return "fork";
    case Sys::kVfork:
      return "vfork";
    case Sys::kExec:
      return "exec";
    case Sys::kExit:
      return "exit";
    case Sys::kWait:
      return "wait";
    case Sys::kThreadCreate:
      return "thread";
    case Sys::kThreadExit:
      return "thread_exit";
    case Sys::kYield:
      return "yield";
    case Sys::kKernelWrite:
      return "kwrite";
    case Sys::kKernelRead:
      return "kread";
    case Sys::kPark:
      return "park";
    case Sys::kOrdered:
      return "ordered";
    default:
      return "other";
  }
}

// "load 2008", "store 2000", "fetch 1000", "mmap 1000 4096 5 0" (first argument hexadecimal, zeros
// at the end left out).
inline std::string text_of(const Op& op) {
  switch (op.kind) {
    case OpKind::kLoad:
      return fmt::format("load {:x}", op.va.value);
    case OpKind::kStore:
      return fmt::format("store {:x}", op.va.value);
    case OpKind::kFetch:
      return fmt::format("fetch {:x}", op.va.value);
    case OpKind::kCompute:
      return fmt::format("compute {}", op.value);
    case OpKind::kSyscall:
      break;
  }
  size_t used = op.args.size();
  while (used > 1 && op.args[used - 1] == 0) --used;
  std::string text = fmt::format("{} {:x}", name_of(static_cast<Sys>(op.number)), op.args[0]);
  for (size_t i = 1; i < used; ++i) text += fmt::format(" {}", op.args[i]);
  return text;
}

}  // namespace cowmmu::trace
