// SPDX-License-Identifier: Apache-2.0
// Recording: one trace file in memory, immutable once read. Records stand in file order (the
// recorded interleaving); each thread knows its own stretches of them.
#pragma once

#include <boost/container/deque.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "programs/trace/record.h"

namespace cowmmu::trace {

// Records in blocks of 1.5 MiB: growing never copies, and half-used memory stays untouched.
using Records =
    boost::container::deque<Record, void,
                            boost::container::deque_options_t<boost::container::block_size<65536>>>;

// Records [first, first + count) were done by one thread without another in between.
struct Block {
  ThreadIndex thread = 0;
  size_t first = 0;
  size_t count = 0;
};

struct Thread {
  RecordedTid tid{};
  ProcessIndex process = 0;
  std::vector<uint32_t> blocks;  // its own, in order: places in Recording::blocks
};

struct Process {
  RecordedPid pid{};
  ProcessIndex parent = 0;           // of itself for the root
  std::vector<ThreadIndex> threads;  // the first has the pid as its number
  std::optional<uint8_t> exit_code;  // absent: the recording ends before the process does
  uint32_t line = 0;                 // of its P

  bool killed() const { return exit_code && *exit_code >= 128; }
};

struct Recording {
  std::string file;
  std::string machine;  // header: of the recorded program, as x86_64
  std::string tool;
  std::string command;
  Grain grain = Grain::kLine;
  uint32_t lines = 0;

  Records records;
  std::vector<Detail> details;
  std::vector<Block> blocks;
  std::vector<Process> processes;  // the root is the first
  std::vector<Thread> threads;     // the root's first thread is the first

  const Detail& detail(const Record& record) const { return details[record.where()]; }
  // First byte of a run's page or line.
  VirtAddr base(const Record& run) const { return VirtAddr(run.where() << shift_of(grain)); }
  Vpn page(const Record& run) const { return vpn_of(base(run)); }
};

}  // namespace cowmmu::trace
