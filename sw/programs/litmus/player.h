// SPDX-License-Identifier: Apache-2.0
// Player: the program of one simulated process or thread of a litmus test. It parks until the
// conductor has lines for it, runs them, reports, wakes whom it is told to wake, and parks again.
#pragma once

#include <memory>
#include <vector>

#include "base/program.h"
#include "programs/litmus/line_runner.h"

namespace cowmmu::litmus {

// init begins the script. A vforked child reports for its sleeping parent. Others are woken.
enum class Birth : uint8_t { kInit, kVforked, kWoken };

class Player final : public IProgram {
 public:
  Player(Conductor& conductor, ActorId actor, Birth birth);

  Op next(const OpResult& last) override;
  std::unique_ptr<IProgram> clone() const override;
  std::unique_ptr<IProgram> start_thread(uint64_t argument) const override;

 private:
  // What the operation was for whose result comes next.
  enum class Doing : uint8_t { kBorn, kBirthOrder, kParked, kLine, kReportOrder, kWaking };

  Op first();
  Op take_assignment();
  Op run(const OpResult& last);
  Op begin_line();
  Op wake_then_rest();
  Op park();

  Conductor& conductor_;
  ActorId actor_;
  Birth birth_;
  Doing doing_ = Doing::kBorn;
  LineRunner runner_;
  std::vector<const ActorLine*> lines_;
  size_t next_line_ = 0;
  std::vector<Tid> to_wake_;
};

}  // namespace cowmmu::litmus
