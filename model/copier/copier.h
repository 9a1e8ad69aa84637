// SPDX-License-Identifier: Apache-2.0
// Copier: the page-copy engine in the machine: a device that copies frames while harts do something
// else. Its lines go through the directory like everybody's; it has no cache.
// Timing: submitted at edge N (the hart is busy for submit_cycles) -> at the engine at
//   N + deliver_cycles, or when the copies before it are done. The copy itself: timed_copier.h; of
//   the responses that arrive in one cycle, one a cycle is taken, the same for acknowledgements.
//   The completion word is stored in the cycle of done, by a transfer of its own; the next copy
//   begins the cycle after that one is done.
// Bytes: a line's are taken when its read is done and changed when its write is done, so other
//   agents' stores are seen as the directory orders them.
// Ordering: first come first served; of one cycle by hart number. In the order of slots
//   (clock_domain.h) the copier comes after all harts.
// Parameters: machine.copier.*. Twin: rtl/copier/. Tests: tests/model/copier/.
#pragma once

#include <deque>
#include <exception>
#include <memory>
#include <systemc>

#include "base/copy_order.h"
#include "cache/line_port.h"
#include "clock/local_clock.h"
#include "copier/copier_engine.h"

namespace cowmmu {

class Copier : public sc_core::sc_module {
 public:
  struct Parts {
    LocalClock& clock;
    ILinePort& memory;
    FrameStore& frames;
    std::unique_ptr<ICopierEngine> engine;
  };
  Copier(const sc_core::sc_module_name& name, const CopierParams& params, Parts parts);

  // From the hart whose clock this is; the clock then stands after the submission.
  void submit(LocalClock& from, const CopyOrder& order);
  // Whether an order that is not completed yet names the frame.
  bool holds(Ppn frame) const;
  uint64_t copies() const { return copies_; }
  // What ended the engine's thread, if anything did.
  std::exception_ptr failure() const { return failure_; }

 private:
  struct Arrival {
    Cycles at;
    CopyOrder order;
  };
  // What the memory has answered, until the engine takes it.
  using Answers = std::deque<LineTransfer*>;

  void run();
  void await_order();
  void copy(const CopyOrder& order);
  CopierIn inputs();
  void issue(const CopierOut& out);
  void next_cycle();
  void collect(LineTransfer* done);
  void complete(const CopyOrder& order);

  Cycles submit_, deliver_;
  LocalClock& clock_;
  ILinePort& memory_;
  FrameStore& frames_;
  std::unique_ptr<ICopierEngine> engine_;
  std::deque<Arrival> orders_;                // the first one is under way
  std::vector<LineTransfer> reads_, writes_;  // by entry of the engine
  LineTransfer word_;
  Answers responses_, acks_;
  uint64_t copies_ = 0;
  std::exception_ptr failure_;
};

}  // namespace cowmmu
