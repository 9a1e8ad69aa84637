// SPDX-License-Identifier: Apache-2.0
#include "commands/run_command.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "builds/machine_builds.h"
#include "commands/isolated.h"
#include "commands/summary.h"
#include "output/output_file.h"
#include "output/progress.h"
#include "stats/pretty_json.h"
#include "wave/wave_output.h"

namespace cowmmu {
namespace {

namespace fs = std::filesystem;

void check_options(const RunCommandOptions& options) {
  if (options.vcd == "fst" && !can_convert_to_fst())
    throw InputError(
        "--vcd fst: found no vcd2fst, which makes it (Debian's package gtkwave), allowed without "
        "it "
        "--vcd vcd");
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
// insides, rtl_BLOCK.vcd (or .fst).
struct Waveform {
  Waveform(const fs::path& in, const std::string& format, const MachineParams& machine)
      : folder(in), suffix("." + format), wave(in / ("wave" + suffix)), gtkw(in / "wave.gtkw") {
    for (const std::string& block : rtl_block_names(machine))
      rtl.try_emplace(block, folder / rtl_file(block));
  }
  // vcd2fst, where it was stopped, has left a file of its own beside each.
  ~Waveform() {
    remove_rest(wave);
    for (const auto& [block, output] : rtl) remove_rest(output);
  }
  Waveform(const Waveform&) = delete;
  Waveform& operator=(const Waveform&) = delete;

  std::string rtl_file(const std::string& block) const { return "rtl_" + block + suffix; }
  void commit() {
    wave.commit();
    gtkw.commit();
    for (auto& [block, output] : rtl) output.commit();
  }
  void add_names(std::set<std::string>& names) const {
    names.insert({"wave" + suffix, "wave.gtkw"});
    for (const auto& [block, output] : rtl) names.insert(rtl_file(block));
  }
  static void remove_rest(const NamedOutput& output) {
    std::error_code ignored;
    if (!output.path().empty()) fs::remove(output.path().string() + ".hier", ignored);
  }

  fs::path folder;
  std::string suffix;
  NamedOutput wave;
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
      wave = std::make_unique<Waveform>(out, options.vcd, scenario.config.params.machine);
    if (options.timeline) timeline = std::make_unique<NamedOutput>(out / "timeline.json");
  }
  void commit() {
    if (wave) wave->commit();
    if (timeline) timeline->commit();
  }
  std::set<std::string> names() const {
    std::set<std::string> all;
    if (wave) wave->add_names(all);
    if (timeline) all.insert("timeline.json");
    return all;
  }
};

bool is_record(const std::string& name) {
  if (name == "timeline.json" || name == "wave.gtkw") return true;
  const fs::path path(name);
  if (path.extension() != ".vcd" && path.extension() != ".fst") return false;
  const std::string stem = path.stem().string();
  return stem == "wave" || stem == "rtl_copier" || stem.starts_with("rtl_mmu");
}

// Of an earlier run into this folder: they would pass for this one's.
void remove_older_records(const fs::path& folder, const std::set<std::string>& mine) {
  std::vector<fs::path> older;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (is_record(name) && !mine.contains(name)) older.push_back(entry.path());
  }
  for (const fs::path& record : older) fs::remove(record);
}

RunOptions options_of(const RunCommandOptions& options, const Recorded& recorded,
                      const std::shared_ptr<Progress>& progress) {
  RunOptions run;
  run.check = options.check;
  run.exact_step = options.exact_step;
  if (recorded.timeline)
    run.timeline = RecordFile{recorded.timeline->path(), fs::path(options.out) / "timeline.json"};
  if (const Waveform* wave = recorded.wave.get()) {
    run.wave = RecordFile{wave->wave.path(), fs::path(options.out) / ("wave" + wave->suffix)};
    run.gtkw = wave->gtkw.path();
    for (const auto& [block, output] : wave->rtl)
      run.rtl_waves[block] = {output.path(), wave->rtl_file(block)};
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
    if (!options.out.empty()) remove_older_records(options.out, recorded.names());
    write_outputs(options, finished, context);
  }
  for (const std::string& m : finished.messages) context.err << "cowmmu run: " << m << "\n";
  return finished.status;
}

}  // namespace cowmmu
