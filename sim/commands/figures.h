// SPDX-License-Identifier: Apache-2.0
// Figures of a statistics document, and how tables print them.
#pragma once

#include <array>
#include <boost/json.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "base/phase.h"

namespace cowmmu {

// The integer at a JSON pointer ("/fork/cycles/p50"). It must be there.
uint64_t figure(const boost::json::object& stats, const char* pointer);
double real_figure(const boost::json::object& stats, const char* pointer);

// Faults of all kinds together (A and D traps are none).
uint64_t total_faults(const boost::json::object& stats);
// Cycles of each phase, of all harts together.
std::array<uint64_t, kPhases> phase_cycles(const boost::json::object& stats);

// "program fork_write, pages 16384, written 0.1" or "trace redis-bgsave.trace.zst".
std::string workload_text(const boost::json::object& stats);
// "4 harts at 3000 MHz, preset server, seed 1"
std::string machine_text(const boost::json::object& stats);

}  // namespace cowmmu
