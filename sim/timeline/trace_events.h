// SPDX-License-Identifier: Apache-2.0
// TraceEvents: records as Chrome trace events, a line each. A process of the trace is a simulated
// process (0: none), a thread is a hart. Times are microseconds of the clock's edges, cut to whole
// nanoseconds: Perfetto rounds starts and lengths to those, and drops slices that then overlap. A
// length is some picoseconds short, more of them inside other slices: speedscope adds in binary,
// and must find an inner slice's end before the outer one's. The exact cycles stand in `args`.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <set>
#include <string_view>
#include <utility>

#include "clock/clock_domain.h"
#include "timeline/record.h"

namespace cowmmu {

class TraceEvents {
 public:
  // `begin`: time 0. Lines are added to `out`, each with its comma.
  TraceEvents(fmt::memory_buffer& out, const ClockDomain& clock, Cycles begin)
      : out_(out), clock_(clock), begin_(begin) {}

  // Not of kMapping and kFrames, which show as counters only.
  void add(const Record& record, uint64_t hart);
  void counter(std::string_view name, uint64_t cycle, int64_t value);
  // The names of all processes and harts that events were added for.
  void names();

 private:
  void head(const char* type, const Record& record, uint64_t hart);
  void time(uint64_t cycle);
  void length(const Record& record);
  void slice(const Record& record, uint64_t hart);
  void what_and_cycles(std::string_view category, std::string_view name, const Record& record);
  void span(const Record& record);
  void instant(const Record& record, uint64_t hart);
  void flow(const Record& record, uint64_t hart);
  uint64_t nanoseconds(uint64_t cycle) const {
    return (clock_.edge(Cycles(cycle)) - clock_.edge(begin_)).value / 1000;
  }
  template <class... Arguments>
  void print(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    fmt::format_to(fmt::appender(out_), format, std::forward<Arguments>(arguments)...);
  }

  fmt::memory_buffer& out_;
  const ClockDomain& clock_;
  Cycles begin_;
  std::set<std::pair<uint32_t, uint64_t>> tracks_;
};

}  // namespace cowmmu
