// SPDX-License-Identifier: Apache-2.0
// One run of a fork workload in numbers that a user gives, and the counts that follow from them.
#pragma once

#include "formulas.h"

namespace cowmmu::formulas {

// fork_write with the child writing, on preset `unit`: the parent maps `pages`, stores into each,
// forks once; the child writes `written` pages and exits.
struct Size {
  uint64_t pages = 0;
  uint64_t written = 0;
  uint64_t harts = 1;
  uint64_t levels = 4;
  Policy policy = Policy::kCow;
  bool all_harts = false;  // os.shootdown = ipi_all
  bool dma = false;        // os.copy = dma
};

uint64_t tables_of(uint64_t pages, uint64_t levels);
uint64_t targets_of(const Size& size);

Counts fork_counts(const Size& size);
Counts shootdown_counts(const Size& size);
// All of the child's COW faults together refill so often; the other counts are one fault's.
Counts fault_counts(const Size& size);
Counts exit_counts(const Size& size);

uint64_t fork_cycles(const Size& size);
uint64_t faults_cycles(const Size& size);  // of all `written` faults
uint64_t exit_cycles(const Size& size);
// What of the run's total depends on the policy: fork, stores, faults, exits. Differences between
// two policies are differences between the totals.
uint64_t policy_cycles(const Size& size);
// The least number of written pages at which `policy` costs at least what eager does.
uint64_t break_even(Size size);

}  // namespace cowmmu::formulas
