// SPDX-License-Identifier: Apache-2.0
#include "commands/run_command.h"

#include <algorithm>
#include <map>
#include <memory>
#include <vector>

#include "builds/machine_builds.h"
#include "commands/isolated.h"
#include "commands/summary.h"
#include "output/output_file.h"
#include "output/progress.h"
#include "stats/pretty_json.h"

namespace cowmmu {
namespace {

namespace fs = std::filesystem;

void check_options(const RunCommandOptions& options) {
  if (options.vcd == "fst") throw NotAvailable("--vcd fst");
  if (!options.vcd.empty() && options.out.empty()) {
    throw InputError("--vcd: found no --out, allowed with --out DIR, where the waveform goes");
  }
  if (options.timeline && options.out.empty())
    throw InputError(
        "--timeline: found no --out, allowed with --out DIR, where timeline.json goes");
}

// Fails now rather than after a long simulation: makes the temporary file and removes it again.
void probe(const std::string& path) {
  if (!path.empty() && path != "-") OutputFile{path};
}

// The waveform's files under their temporary names: the machine's, its view, and those of the RTL's
// insides, rtl_BLOCK.vcd.
struct Waveform {
  Waveform(const fs::path& in, const MachineParams& machine)
      : folder(in), vcd(in / "wave.vcd"), gtkw(in / "wave.gtkw") {
    for (const std::string& block : rtl_block_names(machine))
      rtl.try_emplace(block, folder / rtl_file(block));
  }
  static std::string rtl_file(const std::string& block) { return "rtl_" + block + ".vcd"; }
  void commit() {
    vcd.commit();
    gtkw.commit();
    for (auto& [block, output] : rtl) output.commit();
    remove_others();
  }
  // Of an earlier run into this folder: they would pass for this one's.
  void remove_others() const {
    std::vector<fs::path> others;
    for (const auto& entry : fs::directory_iterator(folder)) {
      const std::string name = entry.path().filename().string();
      const bool of_mmu = name.starts_with("rtl_mmu") && name.ends_with(".vcd");
      if (!of_mmu && name != rtl_file("copier")) continue;
      if (std::ranges::none_of(rtl, [&](const auto& mine) { return rtl_file(mine.first) == name; }))
        others.push_back(entry.path());
    }
    for (const fs::path& other : others) fs::remove(other);
  }
  fs::path folder;
  NamedOutput vcd;
  NamedOutput gtkw;
  std::map<std::string, NamedOutput> rtl;
};

// What is written while the simulation runs; nullptr: not asked for.
struct Recorded {
  std::unique_ptr<Waveform> wave;
  std::unique_ptr<NamedOutput> timeline;

  Recorded(const RunCommandOptions& options, const Scenario& scenario) {
    const fs::path out = options.out;
    if (!options.vcd.empty())
      wave = std::make_unique<Waveform>(out, scenario.config.params.machine);
    if (options.timeline) timeline = std::make_unique<NamedOutput>(out / "timeline.json");
  }
  void commit() {
    if (wave) wave->commit();
    if (timeline) timeline->commit();
  }
};

RunOptions options_of(const RunCommandOptions& options, const Recorded& recorded,
                      const std::shared_ptr<Progress>& progress) {
  RunOptions run;
  run.check = options.check;
  run.exact_step = options.exact_step;
  if (recorded.timeline)
    run.timeline = WaveFile{recorded.timeline->path(), fs::path(options.out) / "timeline.json"};
  if (const Waveform* wave = recorded.wave.get()) {
    run.vcd = wave->vcd.path();
    run.gtkw = wave->gtkw.path();
    run.shown_vcd = "wave.vcd";
    for (const auto& [block, output] : wave->rtl)
      run.rtl_vcds[block] = {output.path(), Waveform::rtl_file(block)};
  }
  run.progress = [progress](uint64_t done, uint64_t total) { progress->update(done, total); };
  return run;
}

void write_outputs(const RunCommandOptions& options, const Finished& finished,
                   CommandContext& context) {
  const std::string text = pretty(finished.stats);
  if (options.stats == "-") context.out << text;
  if (!options.stats.empty() && options.stats != "-") write_file(options.stats, text);
  if (!options.out.empty()) write_file(fs::path(options.out) / "stats.json", text);
  if (!context.quiet && options.stats != "-") context.out << summary_text(finished.stats);
}

}  // namespace

ExitStatus run_command(const RunCommandOptions& options, CommandContext& context) {
  check_options(options);
  const Scenario scenario = load_scenario(options.scenario, context.overrides);
  if (!options.out.empty()) make_output_folder(options.out);
  probe(options.stats);
  Recorded recorded(options, scenario);

  auto progress = std::make_shared<Progress>("run", !context.quiet);
  const SimulationJob job{scenario, options_of(options, recorded, progress)};
  const Finished finished = simulate_isolated(context.simulate, {job}, 1).front();
  progress->clear();

  if (!finished.stats.empty()) {
    recorded.commit();
    write_outputs(options, finished, context);
  }
  for (const std::string& m : finished.messages) context.err << "cowmmu run: " << m << "\n";
  return finished.status;
}

}  // namespace cowmmu
