// SPDX-License-Identifier: Apache-2.0
// TraceRoot: the program of a recording's first process: the recording's initial state, the mark,
// then the replay.
#pragma once

#include <vector>

#include "programs/trace/player.h"

namespace cowmmu {

class TraceRoot : public IProgram {
 public:
  explicit TraceRoot(const std::shared_ptr<const trace::TraceTable>& table);

  Op next(const OpResult& last) override;
  std::unique_ptr<IProgram> clone() const override { return player_.clone(); }
  std::unique_ptr<IProgram> start_thread(uint64_t thread) const override {
    return player_.start_thread(thread);
  }
  const trace::Player& player() const { return player_; }

 private:
  std::vector<Op> before_;
  size_t next_ = 0;
  trace::Player player_;
};

}  // namespace cowmmu
