// SPDX-License-Identifier: Apache-2.0
// HartTrack: turns what one hart tells into records: the phases side by side, without a gap, and
// around them the traps and shootdowns that they belong to. A slice ends where the hart goes over
// to another process, since it stands on the process's track.
#pragma once

#include <array>
#include <vector>

#include "base/phase.h"
#include "base/types.h"
#include "timeline/record_log.h"

namespace cowmmu {

class HartTrack {
 public:
  using Spent = std::array<uint64_t, kPhases>;
  HartTrack(RecordLog& log, uint64_t hart) : log_(log), hart_(hart) {}

  void phase_begins(Phase phase, uint64_t now, const Spent& spent);
  // From here the hart works for this process; 0: for none.
  void set_process(uint64_t process, uint64_t now);
  // The measured part begins: ledgers stand at 0, the log is empty, what is open goes on.
  void restart(uint64_t now);
  void finish(uint64_t now, const Spent& spent);

  Phase phase() const { return phase_; }
  void open_span(SpanName name, uint64_t now, uint64_t a = 0);
  void close_span(uint64_t now);
  // The innermost open span where it has this name, to be given another; nullptr: it has not.
  Record* innermost(SpanName name);
  // An event without a length.
  void add(RecordKind kind, uint8_t name, uint64_t now, uint64_t a, uint64_t b = 0);

 private:
  struct Open {
    uint64_t number = 0;  // in the log
    Record record;
    bool ended = false;  // at a change of process
  };

  // Completes and logs it.
  uint64_t log(Record& record);
  uint8_t depth() const;
  void end(Open& open, uint64_t now);
  void begin_phase(Phase phase, uint64_t now);
  void end_phase(uint64_t now);
  // Ends what was told last where user code went on, and adds that code's slice.
  void take_user(uint64_t now, const Spent& spent);
  void name_trap(Phase phase);

  RecordLog& log_;
  uint64_t hart_;
  uint64_t process_ = 0;
  Phase phase_ = Phase::kIdle;  // the last one told
  Open slice_;                  // its slice
  bool in_slice_ = false;
  std::array<uint64_t, 3> user_{};  // cycles of the user phases that have their slices
  std::vector<Open> spans_;
};

}  // namespace cowmmu
