// SPDX-License-Identifier: Apache-2.0
// Runs a fixed list of operations on each hart of a machine, in a process of its own.
#pragma once

#include <gtest/gtest.h>

#include <sstream>

#include "runner/pool.h"
#include "scripted_os.h"

namespace cowmmu {

class Script : public IProgram {
 public:
  explicit Script(std::vector<Op> ops) : ops_(std::move(ops)) {}
  Op next(const OpResult&) override {
    return next_ == ops_.size() ? Op::syscall(kEndOfScript) : ops_[next_++];
  }
  std::unique_ptr<IProgram> clone() const override { return std::make_unique<Script>(*this); }
  std::unique_ptr<IProgram> start_thread(uint64_t) const override { return clone(); }

 private:
  std::vector<Op> ops_;
  size_t next_ = 0;
};

inline Op call(Service service, uint64_t a = 0) {
  return Op::syscall(static_cast<uint32_t>(service), {a, 0});
}

// The cycles of every line of a hart that logs `wanted`, in its order.
inline std::vector<uint64_t> times(const std::string& log, uint64_t hart,
                                   const std::string& wanted) {
  std::istringstream in(log);
  std::vector<uint64_t> all;
  uint64_t h = 0, at = 0, value = 0;
  std::string what;
  while (in >> h >> at >> what >> value)
    if (h == hart && what == wanted) all.push_back(at);
  return all;
}

inline std::vector<uint64_t> calls(const std::string& log, uint64_t hart) {
  return times(log, hart, "call");
}

// One script a hart; returns the log.
inline std::string run(const Params& params, const std::vector<std::vector<Op>>& scripts,
                       bool exact) {
  const ChildResult child = run_in_child([&] {
    ScriptedOs::Programs programs;
    for (const auto& ops : scripts) programs.push_back(std::make_unique<Script>(ops));
    ScriptedOs os(std::move(programs));
    FrameStore frames(Machine::kMemoryBase, params.machine.dram.bytes);
    Machine machine("machine", params, {exact}, frames, os);
    machine.run();
    return os.text();
  });
  EXPECT_EQ(child.end, ChildEnd::kReturned) << child.message;
  return child.bytes;
}

}  // namespace cowmmu
