// SPDX-License-Identifier: Apache-2.0
// The ledger's phases: every hart cycle belongs to exactly one.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cowmmu {

enum class Phase : uint8_t {
  kUserCompute,
  kUserMemory,
  kUserTranslate,
  kTrapEntry,
  kTrapReturn,
  kFaultLookup,
  kFaultAllocate,
  kFaultZero,
  kFaultCopy,
  kFaultPte,
  kShootdownSend,
  kShootdownWait,
  kShootdownServe,
  kForkSetup,
  kForkPageTable,
  kForkCopy,
  kExec,
  kExitUnmap,
  kExitFree,
  kSyscall,
  kSchedule,
  kLock,
  kIdle,
};

inline constexpr std::array<std::string_view, 23> kPhaseNames = {"user.compute",
                                                                 "user.memory",
                                                                 "user.translate",
                                                                 "trap.entry",
                                                                 "trap.return",
                                                                 "fault.lookup",
                                                                 "fault.allocate",
                                                                 "fault.zero",
                                                                 "fault.copy",
                                                                 "fault.pte",
                                                                 "shootdown.send",
                                                                 "shootdown.wait",
                                                                 "shootdown.serve",
                                                                 "fork.setup",
                                                                 "fork.page_table",
                                                                 "fork.copy",
                                                                 "exec",
                                                                 "exit.unmap",
                                                                 "exit.free",
                                                                 "syscall",
                                                                 "schedule",
                                                                 "lock",
                                                                 "idle"};
inline constexpr size_t kPhases = kPhaseNames.size();

}  // namespace cowmmu
