// SPDX-License-Identifier: Apache-2.0
// TimedCopier: the page-copy engine cycle by cycle: it reads the 64 lines of a frame and writes
// them to another one. It knows no caches: its memory answers when it answers.
// Timing: descriptor accepted at edge N -> first read offered in the cycle that ends at edge
//   N + start_cycles. Reads are offered in the order of lines, one a cycle, while the line's entry
//   (its number modulo `window`) is free. A response at edge N is offered as a write after edge N;
//   writes are offered in the order of lines, one a cycle. An acknowledgement at edge N frees the
//   entry after edge N. done is high for one cycle, the first in which every line has been written
//   and acknowledged; desc_ready is high from the next cycle on.
// Abort: accepted at edge N -> after edge N nothing new is offered; what was offered stays until it
//   is accepted, what is under way is awaited, then done: aborted, unless every line was written.
//   In the cycle of done, and without a copy, an abort does nothing.
// Ordering: responses and acknowledgements may come in any order; one that nobody waits for is
//   ignored. One copy at a time.
// Parameters: machine.copier.window, start_cycles. Reset: idle.
// Twin: rtl/copier/copier.sv (differences: none). Tests: tests/model/copier/.
#pragma once

#include <vector>

#include "copier/copier_if.h"
#include "params/params.h"

namespace cowmmu {

class TimedCopier {
 public:
  explicit TimedCopier(const CopierParams& params);

  // One cycle: the outputs in it, with these inputs; then its clock edge.
  CopierOut step(const CopierIn& in);
  void reset();

  // Cycles without a response or acknowledgement change nothing until one comes.
  bool waits() const;
  bool at_rest() const { return !busy_; }

 private:
  enum class State : uint8_t { kFree, kReading, kFull, kWriting };
  struct Entry {
    State state = State::kFree;
    Line data{};
  };
  // Lines of one direction, in order.
  struct Walk {
    uint64_t line = 0;  // the next one
    bool held = false;  // it was offered in the cycle before, and not accepted
  };

  Entry& entry(uint64_t line) { return entries_[line % entries_.size()]; }
  const Entry& entry(uint64_t line) const { return entries_[line % entries_.size()]; }
  bool offers_read() const;
  bool offers_write() const;
  bool all_free() const;
  bool done() const;
  CopierOut outputs() const;
  void begin(const CopierIn& in);
  void drop();
  void advance(const CopierIn& in, const CopierOut& out);
  void answer(const CopierIn& in);

  Cycles start_;
  std::vector<Entry> entries_;
  bool busy_ = false;
  bool aborting_ = false;
  Cycles start_left_{};  // cycles without an offer that are still to come
  Ppn src_{};
  Ppn dst_{};
  Walk read_, write_;
};

}  // namespace cowmmu
