// SPDX-License-Identifier: Apache-2.0
#include "commands/sweep_task.h"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <set>
#include <utility>

#include "commands/point_row.h"
#include "commands/sweep_slurm.h"
#include "input/input_file.h"
#include "runner/interrupt.h"
#include "slurm/batch.h"
#include "sweep/point_keys.h"
#include "sweep/values.h"

namespace cowmmu {
namespace {

namespace fs = std::filesystem;

std::string host() {
  std::array<char, 256> name{};
  ::gethostname(name.data(), name.size() - 1);
  return name.data();
}

// Without what is in the shards of earlier attempts.
Chunk rest_of(const fs::path& chunk) {
  std::set<std::string> done;
  for (const fs::path& shard : shards_in(chunk.parent_path() / "shards", chunk.filename())) {
    for (const PointRow& row : ShardReader(shard).read_new().rows) done.insert(row.key);
  }
  Chunk rest = read_chunk(chunk);
  std::erase_if(rest, [&](const ChunkPoint& p) { return done.contains(p.key); });
  return rest;
}

class ChunkRun {
 public:
  ChunkRun(const Plan& plan, Chunk points, ShardWriter& shard)
      : plan_(plan), keys_(plan.tool()), points_(std::move(points)), shard_(shard) {}

  void run(const Simulate& simulate, StreamOptions options) {
    options.on_done = [this](size_t index, Finished finished) {
      const ChunkPoint& p = points_[index];
      shard_.put(point_row(plan_, p.point, p.key, std::move(finished)));
    };
    simulate_stream(
        simulate, [this] { return next(); }, options);
  }

 private:
  std::optional<SimulationJob> next() {
    if (next_ == points_.size()) return std::nullopt;
    const ChunkPoint& p = points_[next_++];
    Scenario scenario = plan_.scenario(p.point);
    if (keys_.of(scenario) != p.key) {
      throw InputError(plan_.text(p.point) +
                       ": found another program or recording than when the sweep began, needs "
                       "the same until it ends: the same command begins with the new one");
    }
    return SimulationJob{std::move(scenario), {}};
  }

  const Plan& plan_;
  PointKeys keys_;
  Chunk points_;
  ShardWriter& shard_;
  size_t next_ = 0;
};

void run_chunk(const SweepCommandOptions& options, CommandContext& context, ShardWriter& shard) {
  const fs::path chunk = options.task;
  const std::string text = read_input_file(chunk.parent_path() / "sweep.toml");
  const Plan plan = task_plan(parse_sweep(text, options.sweep), context.overrides);
  StreamOptions stream;
  stream.parallel = std::max(1U, options.jobs);
  stream.limit = point_limit(options, plan.sweep());
  ChunkRun(plan, rest_of(chunk), shard).run(context.simulate, stream);
}

}  // namespace

ExitStatus sweep_task(const SweepCommandOptions& options, CommandContext& context) {
  const fs::path chunk = options.task;
  ShardWriter shard(chunk.parent_path() / "shards", chunk.filename());
  try {
    run_chunk(options, context, shard);
  } catch (const Interrupted&) {
    throw;
  } catch (const std::exception& e) {
    shard.put_error(fmt::format("on {}: {}", host(), e.what()));
    throw;
  }
  return ExitStatus::kDone;
}

}  // namespace cowmmu
