// SPDX-License-Identifier: Apache-2.0
// Record: one event of a timeline as it is kept while the simulation runs; trace_events.h says how
// it reads in the file.
#pragma once

#include <cstdint>

namespace cowmmu {

enum class RecordKind : uint8_t {
  kPhase,    // name: Phase
  kUser,     // a stretch of user code; a, b: its cycles of user.compute and user.memory
  kSpan,     // name: SpanName; a, b: as stated there
  kFault,    // a fault inside a system call: name: FaultKind; a: address
  kIpi,      // sent; name: 1 for a shootdown; a: to, b: arrival
  kFlow,     // name: FlowStep; a: number of the flow
  kEnd,      // of a process: name: 1 where it was killed; a: which
  kMapping,  // a: frame; b: mappings more (as int64_t)
  kFrames,   // a: frames more in use (as int64_t)
};

// What encloses phases.
enum class SpanName : uint8_t {
  kTrap,       // not known yet
  kPageFault,  // not counted (yet)
  kFault,      // a: address, b: FaultKind
  kSyscall,    // b: Sys
  kFork,       // a: the child, b: Sys
  kInterrupt,
  kTimer,
  kShootdown,  // a: targets
};

enum class FlowStep : uint8_t { kStart, kStep, kFinish };

struct Record {
  uint64_t start = 0;  // cycles since reset
  uint64_t length = 0;
  uint64_t a = 0, b = 0;
  uint32_t process = 0;
  RecordKind kind{};
  uint8_t name = 0;
  uint8_t depth = 0;  // how many slices are around it
};

}  // namespace cowmmu
