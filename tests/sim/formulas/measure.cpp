// SPDX-License-Identifier: Apache-2.0
#include "measure.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "commands/figures.h"
#include "commands/isolated.h"

namespace cowmmu::formulas {
namespace {

const char* mode_of(uint64_t levels) {
  return levels == 3 ? "sv39" : levels == 4 ? "sv48" : "sv57";
}

SimulationJob job_of(const Size& size) {
  SimulationJob job{parse_scenario(scenario_text(size), "formulas.toml", {}), {}};
  job.options.check = true;
  return job;
}

}  // namespace

std::string scenario_text(const Size& size) {
  return fmt::format(
      "preset = \"unit\"\n[machine]\nharts = {}\n[machine.mmu]\nmode = \"{}\"\n"
      "[os]\nfork = \"{}\"\nshootdown = \"{}\"\ncopy = \"{}\"\n"
      "[workload]\nprogram = \"fork_write\"\npages = {}\nwritten = {}\n",
      size.harts, mode_of(size.levels), name_of(size.policy),
      size.all_harts ? "ipi_all" : "ipi_mask", size.dma ? "dma" : "core", size.pages,
      static_cast<double>(size.written) / static_cast<double>(size.pages));
}

std::string describe(const Size& size) {
  return fmt::format("{}, {} pages, {} written, {} harts, {}{}{}", name_of(size.policy), size.pages,
                     size.written, size.harts, mode_of(size.levels),
                     size.all_harts ? ", ipi_all" : "", size.dma ? ", dma" : "");
}

std::vector<boost::json::object> measure(const std::vector<Size>& sizes) {
  std::vector<SimulationJob> jobs;
  for (const Size& size : sizes) jobs.push_back(job_of(size));
  constexpr unsigned kParallel = 2;
  std::vector<boost::json::object> all;
  for (Finished& run : simulate_isolated(simulate, jobs, kParallel)) {
    const std::string why = run.messages.empty() ? "" : run.messages.front();
    if (run.status != ExitStatus::kDone) throw std::runtime_error(why);
    all.push_back(std::move(run.stats));
  }
  return all;
}

uint64_t phase_sum(const boost::json::object& stats, uint64_t hart,
                   const std::vector<std::string>& phases) {
  uint64_t sum = 0;
  for (const std::string& phase : phases) {
    sum += figure(stats, fmt::format("/harts/{}/ledger/{}", hart, phase).c_str());
  }
  return sum;
}

}  // namespace cowmmu::formulas
