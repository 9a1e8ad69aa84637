// SPDX-License-Identifier: Apache-2.0
#include "timeline/trace_events.h"

#include <array>

#include "base/phase.h"
#include "os/observer.h"

namespace cowmmu {
namespace {

constexpr std::array kFaultNames = {"cow_copy",  "cow_reuse",      "zero_fill",
                                    "file_copy", "read_zero",      "table_copy",
                                    "spurious",  "accessed_dirty", "segv"};
static_assert(kFaultNames.size() == static_cast<size_t>(FaultKind::kSegv) + 1);

// By Sys.
constexpr std::array kCallNames = {
    "mmap",    "munmap", "mprotect", "mremap", "brk",           "madvise",      "fork",
    "vfork",   "exec",   "exit",     "wait",   "thread_create", "thread_exit",  "yield",
    "migrate", "pin",    "unpin",    "peek",   "poke",          "kernel_write", "kernel_read",
    "park",    "unpark", "ordered",  "mark",   "request_begin", "request_end",  "spawn"};
static_assert(kCallNames.size() == static_cast<size_t>(Sys::kSpawn) + 1);

std::string_view call_name(uint64_t number) {
  return number < kCallNames.size() ? kCallNames[number] : "unknown";
}

}  // namespace

void TraceEvents::time(uint64_t cycle) {
  const uint64_t ns = nanoseconds(cycle);
  print(R"("ts":{}.{:03})", ns / 1000, ns % 1000);
}

void TraceEvents::length(const Record& record) {
  const uint64_t ns = nanoseconds(record.start + record.length) - nanoseconds(record.start);
  const uint64_t ps = ns == 0 ? 1 : ns * 1000 - (record.depth + 1);
  print(R"(,"dur":{}.{:06})", ps / 1'000'000, ps % 1'000'000);
}

void TraceEvents::head(const char* type, const Record& record, uint64_t hart) {
  tracks_.emplace(record.process, hart);
  print(R"({{"ph":"{}","pid":{},"tid":{},)", type, record.process, hart);
  time(record.start);
}

void TraceEvents::add(const Record& record, uint64_t hart) {
  switch (record.kind) {
    case RecordKind::kPhase:
    case RecordKind::kUser:
      if (record.length == 0) return;
      return slice(record, hart);
    case RecordKind::kSpan:
      return slice(record, hart);
    case RecordKind::kFault:
    case RecordKind::kIpi:
    case RecordKind::kEnd:
      return instant(record, hart);
    case RecordKind::kFlow:
      return flow(record, hart);
    case RecordKind::kMapping:
    case RecordKind::kFrames:
      return;
  }
}

void TraceEvents::slice(const Record& record, uint64_t hart) {
  head("X", record, hart);
  length(record);
  if (record.kind == RecordKind::kPhase) {
    what_and_cycles("phase", kPhaseNames[record.name], record);
  } else if (record.kind == RecordKind::kUser) {
    what_and_cycles("phase", "user", record);
    print(R"(,"user.compute":{},"user.memory":{},"user.translate":{})", record.a, record.b,
          record.length - record.a - record.b);
  } else {
    span(record);
  }
  print("}}}},\n");
}

void TraceEvents::what_and_cycles(std::string_view category, std::string_view name,
                                  const Record& record) {
  print(R"(,"cat":"{}","name":"{}","args":{{"cycle":{},"cycles":{})", category, name,
        record.start - begin_.value, record.length);
}

void TraceEvents::span(const Record& record) {
  switch (static_cast<SpanName>(record.name)) {
    case SpanName::kTrap:
      return what_and_cycles("trap", "trap", record);
    case SpanName::kPageFault:
      return what_and_cycles("trap", "page fault", record);
    case SpanName::kFault:
      what_and_cycles("fault", fmt::format("fault {}", kFaultNames[record.b]), record);
      return print(R"(,"address":"{:#x}")", record.a);
    case SpanName::kSyscall:
      return what_and_cycles("syscall", fmt::format("syscall {}", call_name(record.b)), record);
    case SpanName::kFork:
      what_and_cycles("fork", call_name(record.b), record);
      return print(R"(,"child":{})", record.a);
    case SpanName::kInterrupt:
      return what_and_cycles("trap", "interrupt", record);
    case SpanName::kTimer:
      return what_and_cycles("trap", "timer", record);
    case SpanName::kShootdown:
      what_and_cycles("shootdown", "shootdown", record);
      return print(R"(,"targets":{})", record.a);
  }
}

void TraceEvents::instant(const Record& record, uint64_t hart) {
  head("i", record, hart);
  const uint64_t cycle = record.start - begin_.value;
  if (record.kind == RecordKind::kFault) {
    print(R"(,"s":"t","cat":"fault","name":"fault {}","args":{{"cycle":{},"address":"{:#x}")",
          kFaultNames[record.name], cycle, record.a);
  } else if (record.kind == RecordKind::kIpi) {
    print(R"(,"s":"t","cat":"ipi","name":"ipi {}","args":{{"cycle":{},"to":{},"arrives":{})",
          record.name == 1 ? "shootdown" : "schedule", cycle, record.a, record.b - begin_.value);
  } else {
    print(R"(,"s":"p","cat":"process","name":"{}","args":{{"cycle":{},"process":{})",
          record.name == 1 ? "killed" : "exit", cycle, record.a);
  }
  print("}}}},\n");
}

void TraceEvents::flow(const Record& record, uint64_t hart) {
  static constexpr std::array kSteps = {"s", "t", "f"};
  head(kSteps[record.name], record, hart);
  print(R"(,"bp":"e","cat":"ipi","name":"ipi","id":{},"args":{{"cycle":{}}}}},)", record.a,
        record.start - begin_.value);
  print("\n");
}

void TraceEvents::counter(std::string_view name, uint64_t cycle, int64_t value) {
  tracks_.emplace(0, 0);
  print(R"({{"ph":"C","pid":0,"tid":0,)");
  time(cycle);
  print(R"(,"name":"{}","args":{{"frames":{}}}}},)", name, value);
  print("\n");
}

void TraceEvents::names() {
  uint32_t named = ~0U;
  for (const auto& [process, hart] : tracks_) {
    if (std::exchange(named, process) != process) {
      const std::string name = process == 0 ? "no process" : fmt::format("process {}", process);
      print(R"({{"ph":"M","pid":{},"tid":{},"name":"process_name","args":{{"name":"{}"}}}},)",
            process, hart, name);
      print("\n");
    }
    print(R"({{"ph":"M","pid":{},"tid":{},"name":"thread_name","args":{{"name":"hart {}"}}}},)",
          process, hart, hart);
    print("\n");
  }
}

}  // namespace cowmmu
