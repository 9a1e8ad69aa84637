// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>

#include "config/config_json.h"
#include "errors/errors.h"
#include "programs/trace/error.h"
#include "programs/trace/mappings.h"
#include "programs/trace/reader.h"
#include "programs/trace/summary.h"
#include "simulation.h"
#include "system/checked_run.h"
#include "system/collect.h"
#include "system/run_records.h"
#include "system/trace_root.h"
#include "system/workload_program.h"
#include "twins/wave_files.h"

namespace cowmmu {
namespace {

using Recording = std::shared_ptr<const trace::Recording>;

Recording load_recording(const Scenario& scenario) {
  try {
    auto recording =
        std::make_shared<const trace::Recording>(trace::read_recording(scenario.workload.file));
    if (scenario.config.params.machine.mmu.mode == "sv39" &&
        trace::highest_address(*recording).value >> 38 != 0)
      throw InputError(
          fmt::format("{}: the recording's addresses do not fit Sv39: set "
                      "machine.mmu.mode = \"sv48\" (Sv48)",
                      scenario.workload.file.string()));
    return recording;
  } catch (const trace::TraceError& e) {
    throw InputError(e.what());
  }
}

// A working set that cannot fit is told before anything runs.
void check_fits(const Scenario& scenario) {
  const PhysicalLayout layout(Machine::kMemoryBase, scenario.config.params.machine.dram.bytes);
  const uint64_t pages = pages_of(scenario.workload);
  if (pages > layout.frames())
    throw RunError(
        fmt::format("{}: the workload touches {} pages, machine.dram.bytes = {} leaves "
                    "{} frames: {} pages short",
                    scenario.path, pages, scenario.config.params.machine.dram.bytes,
                    layout.frames(), pages - layout.frames()));
}

// One simulation: what it runs, and what it notices on the way.
class Simulation {
 public:
  Simulation(const Scenario& scenario, const RunOptions& options, WaveFiles& rtl_waves)
      : scenario_(scenario),
        records_(options, scenario.config.params.machine.harts, process_of()),
        run_(scenario.config, {.check = options.check,
                               .exact_step = options.exact_step || options.wave.has_value(),
                               .rtl_waves = rtl_waves.sinks(),
                               .on_end = [this](const EndReport& r) { return ended(r); },
                               .on_kill = [this](const Thread* thread, Pid pid, KillReason why,
                                                 VirtAddr va) { killed(thread, pid, why, va); },
                               .os_observers = records_.os_observers(),
                               .machine_events = records_.machine_events()}) {}

  SimulationResult result() {
    const auto begin = std::chrono::steady_clock::now();
    records_.start(run_.system());
    run_.run(first_program(), untimed_to_mark(scenario_.workload));
    records_.finish(run_.system());
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    SimulationResult r;
    fill(r.stats);
    r.stats.host.wall_seconds = took.count();
    r.stats.host.measured_seconds = run_.system().measured().count();
    r.failures = failures_;
    for (std::string& f : run_.findings()) r.failures.push_back(std::move(f));
    if (r.stats.fork.failed != 0)
      r.failures.push_back(fmt::format("{} forks failed for want of memory", r.stats.fork.failed));
    return r;
  }

 private:
  std::unique_ptr<IProgram> first_program() {
    if (scenario_.workload.kind == WorkloadKind::kProgram) return program_of(scenario_);
    recording_ = load_recording(scenario_);
    return std::make_unique<TraceRoot>(std::make_shared<const trace::TraceTable>(recording_));
  }

  ProcessOf process_of() {
    return [this](HartId hart) {
      const Thread* thread = run_.system().kernel().running(hart);
      return thread == nullptr ? Pid{} : thread->process->pid;
    };
  }

  std::vector<Tid> ended(const EndReport& report) {
    if (recording_ == nullptr && report.process_ended && !report.killed && report.status != 0)
      failures_.push_back(fmt::format(
          "process {} gave up (status {}): the OS refused it memory; machine.dram.bytes is {}, "
          "machine.mmu.mode is {}",
          report.process.value, report.status, scenario_.config.params.machine.dram.bytes,
          scenario_.config.params.machine.mmu.mode));
    return {};
  }

  void killed(const Thread* thread, Pid pid, KillReason why, VirtAddr va) {
    if (why == KillReason::kNoMemory) {
      failures_.push_back(fmt::format(
          "out of memory: process {} was killed at address 0x{:x}; machine.dram.bytes is {}",
          pid.value, va.value, scenario_.config.params.machine.dram.bytes));
      return;
    }
    const trace::Player* player = player_of(thread);
    if (player == nullptr) {
      failures_.push_back(fmt::format("process {} was killed: no permission at address 0x{:x}",
                                      pid.value, va.value));
    } else if (!player->recorded_process().killed()) {
      throw InputError(
          fmt::format("{}:{}: access to address 0x{:x}, which the process may not "
                      "touch; a process killed there ends with Z 128 or more",
                      scenario_.workload.file.string(), player->line(), va.value));
    }
  }

  static const trace::Player* player_of(const Thread* thread) {
    if (thread == nullptr) return nullptr;
    if (const auto* root = dynamic_cast<const TraceRoot*>(thread->program.get()))
      return &root->player();
    return dynamic_cast<const trace::Player*>(thread->program.get());
  }

  void fill(Stats& s) {
    s.seed = scenario_.config.seed;
    s.config = config_json(scenario_);
    collect(run_.system(), s);
    s.frames.leaked = run_.leaked();
    if (recording_ != nullptr) {
      const trace::AccessCounts counts = trace::count_accesses(*recording_);
      s.trace = Stats::Trace{recording_->grain == trace::Grain::kLine ? "line" : "page",
                             counts.total(), counts.stores};
    }
    if (const Oracles* oracles = run_.oracles()) {
      s.oracle = {true, oracles->loads(), oracles->stale()};
      s.processes.images.emplace();
      for (const ProcessImage& i : oracles->images())
        s.processes.images->push_back({i.process, i.image, i.digest.pages, i.digest.sha256});
    }
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    s.host.peak_rss_bytes = static_cast<uint64_t>(usage.ru_maxrss) * 1024;
  }

  const Scenario& scenario_;
  Recording recording_;
  std::vector<std::string> failures_;
  RunRecords records_;
  CheckedRun run_;
};

}  // namespace

SimulationResult simulate(const Scenario& scenario, const RunOptions& options) {
  if (scenario.workload.kind == WorkloadKind::kLitmus)
    throw NotAvailable("workload.litmus (use cowmmu litmus)");
  check_fits(scenario);
  WaveFiles rtl_waves(options.rtl_waves);
  SimulationResult result = Simulation(scenario, options, rtl_waves).result();
  rtl_waves.finish();
  return result;
}

}  // namespace cowmmu
