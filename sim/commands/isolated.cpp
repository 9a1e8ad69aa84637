// SPDX-License-Identifier: Apache-2.0
#include "commands/isolated.h"

#include <new>

#include "runner/pool.h"
#include "stats/stats_json.h"

namespace cowmmu {
namespace {

namespace json = boost::json;

std::string encode(ExitStatus status, const std::vector<std::string>& messages,
                   json::object stats) {
  json::array texts(messages.begin(), messages.end());
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

Finished decode(const ChildResult& result) {
  if (result.end != ChildEnd::kReturned) {
    return {ExitStatus::kFailed, {"the simulation failed: " + result.message}, {}};
  }
  json::object o = json::parse(result.bytes).as_object();
  Finished finished;
  finished.status = static_cast<ExitStatus>(o["status"].to_number<int>());
  for (const json::value& m : o["messages"].as_array()) {
    finished.messages.emplace_back(m.as_string().c_str());
  }
  finished.stats = std::move(o["stats"].as_object());
  return finished;
}

}  // namespace

std::vector<Finished> simulate_isolated(const Simulate& simulate,
                                        const std::vector<SimulationJob>& jobs, unsigned parallel,
                                        const std::function<void(size_t done)>& on_done) {
  std::vector<ChildFunction> functions;
  functions.reserve(jobs.size());
  for (const SimulationJob& job : jobs) {
    functions.push_back([&simulate, &job] { return simulate_encoded(simulate, job); });
  }
  size_t done = 0;
  PoolOptions options;
  options.jobs = parallel;
  options.on_done = [&](size_t, const ChildResult&) {
    ++done;
    if (on_done) on_done(done);
  };
  std::vector<Finished> all;
  for (const ChildResult& r : run_in_children(functions, options)) all.push_back(decode(r));
  return all;
}

}  // namespace cowmmu
