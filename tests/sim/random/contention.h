// SPDX-License-Identifier: Apache-2.0
// Contention: a program whose threads meet on purpose where copy-on-write is narrowest. One hart
// keeps reading a page that was just forked; three others store into it within one shootdown. Two
// of them then make the first stores to clean shared pages while their protection is changed.
#pragma once

#include <vector>

#include "base/program.h"
#include "programs/random.h"

namespace cowmmu::random {

class Contention : public IProgram {
 public:
  static constexpr uint64_t kThreads = 4, kHarts = 5;

  explicit Contention(uint64_t seed);

  Op next(const OpResult& last) override;
  std::unique_ptr<IProgram> clone() const override { return std::make_unique<Contention>(*this); }
  std::unique_ptr<IProgram> start_thread(uint64_t lane) const override;

 private:
  Contention(uint64_t seed, uint64_t lane);
  void read_all_the_time();
  void store_everywhere();

  uint64_t seed_;
  Random random_;
  std::vector<Op> ops_;
  size_t done_ = 0;
};

}  // namespace cowmmu::random
