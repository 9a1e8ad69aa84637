// SPDX-License-Identifier: Apache-2.0
// One record of a recording (sim/traces/FORMAT.md) in memory: 24 bytes for each, because a
// recording has millions of runs; what only the rare records need stands in a Detail beside them.
#pragma once

#include <cstdint>

#include "base/types.h"

namespace cowmmu::trace {

using RecordedPid = Quantity<struct RecordedPidTag>;  // process number of the recorded system
using RecordedTid = Quantity<struct RecordedTidTag>;  // thread number of the recorded system
using ByteCount = Quantity<struct ByteCountTag>;      // length of a range in bytes

// Places in the tables of a Recording, in order of appearance.
using ProcessIndex = uint32_t;
using ThreadIndex = uint32_t;

// What the `page or line` of a run counts in. A recording without any run counts as kLine.
enum class Grain : uint8_t { kLine, kPage };

constexpr uint64_t shift_of(Grain grain) { return grain == Grain::kLine ? kLineShift : kPageShift; }

enum class Kind : uint8_t {
  kFetch,        // i I
  kData,         // d D
  kMap,          // M, with a Detail
  kUnmap,        // U, with a Detail
  kProtect,      // Q, with a Detail
  kRemap,        // R, with a Detail
  kAdvise,       // A, with a Detail
  kKernelWrite,  // K, with a Detail
  kKernelRead,   // k, with a Detail
  kResident,     // N, with a Detail
  kThread,       // T: where() is a ThreadIndex
  kFork,         // F: where() is a ProcessIndex
  kVfork,        // V: where() is a ProcessIndex
  kWait,         // J: where() is a ProcessIndex
  kExec,         // X
  kExit,         // Z: where() is the code
  kThreadExit,   // z
};

class Record {
 public:
  Record(Kind kind, uint64_t where, uint32_t line)
      : kind_(static_cast<uint64_t>(kind)), where_(where), line_(line) {}

  Kind kind() const { return static_cast<Kind>(kind_); }
  // Runs: the page or line number. Records with a Detail: its place. Else as Kind says.
  uint64_t where() const { return where_; }
  uint32_t line() const { return line_; }  // of the file, from 1

  // Runs only: accesses, how many of them are stores, and the index of the first store.
  uint32_t count() const { return count_; }
  uint32_t stores() const { return stores_; }
  uint32_t first_store() const { return first_store_; }
  uint32_t loads() const { return count_ - stores_; }

  void set_run(uint32_t count, uint32_t stores, uint32_t first_store) {
    count_ = count;
    stores_ = stores;
    first_store_ = first_store;
  }

 private:
  uint64_t kind_ : 5;
  uint64_t where_ : 59;  // a line number has 58 bits
  uint32_t line_;
  uint32_t count_ = 0;
  uint32_t stores_ = 0;
  uint32_t first_store_ = 0;
};
static_assert(sizeof(Record) == 24);

struct Protection {
  bool read = false;
  bool write = false;
  bool execute = false;
  constexpr bool operator==(const Protection&) const = default;
};

enum class MapKind : uint8_t { kAnonymous, kFile, kShared, kStack, kHeap };

// Advice of madvise(2) on Linux that changes what the program can see.
inline constexpr uint32_t kDontNeed = 4;
inline constexpr uint32_t kDontFork = 10;
inline constexpr uint32_t kDoFork = 11;
inline constexpr uint32_t kWipeOnFork = 18;
inline constexpr uint32_t kKeepOnFork = 19;

struct Detail {
  VirtAddr address{};
  ByteCount length{};
  VirtAddr new_address{};  // kRemap
  ByteCount new_length{};  // kRemap
  uint32_t advice = 0;     // kAdvise: the system call's number
  Protection protection{};
  MapKind map_kind = MapKind::kAnonymous;
  bool dirty = false;  // kResident

  VirtAddr end() const { return VirtAddr(address.value + length.value); }
};

}  // namespace cowmmu::trace
