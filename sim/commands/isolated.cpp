// SPDX-License-Identifier: Apache-2.0
#include "commands/isolated.h"

#include <fmt/format.h>

#include <new>
#include <utility>

#include "input/utf8.h"
#include "stats/stats_json.h"

namespace cowmmu {
namespace {

namespace json = boost::json;

std::string encode(ExitStatus status, const std::vector<std::string>& messages,
                   json::object stats) {
  json::array texts;
  for (const std::string& m : messages) texts.emplace_back(valid_utf8(m));
  return json::serialize(json::object{{"status", static_cast<int>(status)},
                                      {"messages", std::move(texts)},
                                      {"stats", std::move(stats)}});
}

// In the child.
std::string simulate_encoded(const Simulate& simulate, const SimulationJob& job) {
  try {
    const SimulationResult result = simulate(job.scenario, job.options);
    const auto status = result.failures.empty() ? ExitStatus::kDone : ExitStatus::kFailed;
    return encode(status, result.failures, to_json(result.stats));
  } catch (const InputError& e) {
    return encode(ExitStatus::kBadInput, {e.what()}, {});
  } catch (const RunError& e) {
    return encode(ExitStatus::kFailed, {e.what()}, {});
  } catch (const std::bad_alloc&) {
    return encode(ExitStatus::kFailed, {"the host has no memory left for this simulation"}, {});
  }
}

std::string failure_text(const ChildResult& result,
                         const std::optional<std::chrono::milliseconds>& limit) {
  if (result.end != ChildEnd::kTimedOut || !limit) return result.message;
  const double seconds = std::chrono::duration<double>(*limit).count();
  return fmt::format(
      "took longer than its limit of {} s (--timeout SECONDS, or timeout_seconds in [sweep])",
      seconds);
}

Finished decode(const ChildResult& result, const std::optional<std::chrono::milliseconds>& limit) {
  Finished finished;
  finished.end = result.end;
  finished.seconds = result.seconds;
  if (result.end != ChildEnd::kReturned) {
    finished.status = ExitStatus::kFailed;
    finished.messages = {valid_utf8("the simulation failed: " + failure_text(result, limit))};
    return finished;
  }
  json::object o = json::parse(result.bytes).as_object();
  finished.status = static_cast<ExitStatus>(o["status"].to_number<int>());
  for (const json::value& m : o["messages"].as_array()) {
    finished.messages.emplace_back(m.as_string().c_str());
  }
  finished.stats = std::move(o["stats"].as_object());
  return finished;
}

}  // namespace

void simulate_stream(const Simulate& simulate, const SimulationSource& next,
                     const StreamOptions& options) {
  PoolOptions pool;
  pool.jobs = options.parallel;
  pool.limit = options.limit;
  pool.on_done = [&](size_t index, const ChildResult& r) {
    options.on_done(index, decode(r, options.limit));
  };
  run_stream(
      [&]() -> std::optional<ChildFunction> {
        std::optional<SimulationJob> job = next();
        if (!job) return std::nullopt;
        return [&simulate, job = std::move(*job)] { return simulate_encoded(simulate, job); };
      },
      pool);
}

std::vector<Finished> simulate_isolated(const Simulate& simulate,
                                        const std::vector<SimulationJob>& jobs, unsigned parallel,
                                        const std::function<void(size_t done)>& on_done) {
  std::vector<Finished> all(jobs.size());
  size_t started = 0, done = 0;
  const SimulationSource next = [&]() -> std::optional<SimulationJob> {
    if (started == jobs.size()) return std::nullopt;
    return jobs[started++];
  };
  StreamOptions options;
  options.parallel = parallel;
  options.on_done = [&](size_t index, Finished finished) {
    all[index] = std::move(finished);
    ++done;
    if (on_done) on_done(done);
  };
  simulate_stream(simulate, next, options);
  return all;
}

}  // namespace cowmmu
