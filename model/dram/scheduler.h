// SPDX-License-Identifier: Apache-2.0
// IScheduler: which of a channel's queued requests gets the command bus next. A policy is a file:
// fr_fcfs.cpp, fcfs.cpp; make_scheduler is the registry.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "dram/request_queue.h"

namespace cowmmu {

enum class NextCommand : uint8_t { kColumn, kActivate, kPrecharge };

// What a queued request needs next, and the first edge at which that is legal.
struct Candidate {
  DramCycles edge;
  BankIndex bank;
  NextCommand command;
};

class IScheduler {
 public:
  virtual ~IScheduler() = default;
  // The request (its place in the non-empty list, oldest first) whose command is issued next, at
  // its own edge. No other candidate's command is issued before that edge.
  virtual size_t choose(std::span<const Candidate> oldest_first) const = 0;
};

std::unique_ptr<IScheduler> make_fr_fcfs();
std::unique_ptr<IScheduler> make_fcfs();

// By the name of machine.dram.scheduler; nothing if there is no such policy.
std::unique_ptr<IScheduler> make_scheduler(std::string_view name);

}  // namespace cowmmu
