// SPDX-License-Identifier: Apache-2.0
// Writes a log of records as Chrome trace events, sorted by (start, hart, order).
#pragma once

#include <set>

#include "clock/clock_domain.h"
#include "output/record_file.h"
#include "timeline/record_log.h"
#include "timeline/shared_frames.h"

namespace cowmmu {

struct TimelineParts {
  RecordLog& log;
  uint64_t harts;
  const ClockDomain& clock;
  Cycles begin;                   // of the measured part: time 0
  Cycles length;                  // of it
  SharedFrames before;            // as the log begins
  uint64_t frames;                // of the machine
  std::set<uint64_t> unfinished;  // flows to leave out
};

// Throws RunError where the bytes do not reach the file.
void write_timeline(const RecordFile& file, TimelineParts parts);

}  // namespace cowmmu
