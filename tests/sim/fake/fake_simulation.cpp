// SPDX-License-Identifier: Apache-2.0
#include "fake/fake_simulation.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "config/config_json.h"
#include "errors/errors.h"

namespace cowmmu {
namespace {

void fail_as(const std::string& policy, SimulationResult& result) {
  if (policy == "eager") std::_Exit(7);
  if (policy == "textbook") throw RunError("working set larger than memory by 3 frames");
  result.failures = {"oracle: load of A.0 returned 5, expected 4"};
}

Stats::Hart hart_of(uint64_t cycles) {
  Stats::Hart hart{HartId(0), Cycles(cycles), {}};
  hart.ledger[static_cast<size_t>(Phase::kForkSetup)] = Cycles(1000);
  hart.ledger[static_cast<size_t>(Phase::kFaultCopy)] = Cycles(cycles - 1000);
  return hart;
}

}  // namespace

SimulationResult fake_simulate(const Scenario& scenario, const RunOptions& options) {
  const std::string& policy = scenario.config.params.os.fork;
  const uint64_t pages = scenario.workload.integer("pages");
  const double fraction = scenario.workload.has("written") ? scenario.workload.real("written") : 0;
  const auto written = static_cast<uint64_t>(fraction * static_cast<double>(pages) + 0.5);
  const uint64_t line = scenario.config.params.hart.copy_line_cycles;
  const uint64_t fault = policy == "cow" ? 90 + 20 * line : 160;
  const uint64_t work = policy == "eager" ? 100 * pages : fault * written;
  if (pages == 12 && line == 4) throw RunError("no time for 4 cycles a line");

  SimulationResult result;
  Stats& s = result.stats;
  s.seed = scenario.config.seed;
  s.config = config_json(scenario);
  s.cycles = Cycles(1000 + work);
  s.harts = {hart_of(1000 + work)};
  s.fork.count = 1;
  s.fork.cycles.add(policy == "eager" ? 1000 + work : 1000);
  s.copies.pages = policy == "eager" ? pages : written;
  s.faults.cow_copy.count = policy == "eager" ? 0 : written;
  s.frames.peak = pages + s.copies.pages;
  s.oracle.checked = options.check;
  if (options.wave) {
    std::ofstream(options.wave->path) << "$end\n";
    std::ofstream(options.gtkw) << options.wave->shown.filename().string() << "\n";
  }
  if (options.timeline)
    std::ofstream(options.timeline->path) << options.timeline->shown.string() << "\n";
  if (pages == 14) {
    for (;;) ::pause();
  }
  if (pages == 13) fail_as(policy, result);
  return result;
}

}  // namespace cowmmu
