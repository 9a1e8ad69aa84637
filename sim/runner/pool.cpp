// SPDX-License-Identifier: Apache-2.0
#include "runner/pool.h"

#include <poll.h>

#include <algorithm>
#include <list>
#include <thread>

#include "runner/interrupt.h"

namespace cowmmu {
namespace {

using Clock = std::chrono::steady_clock;

struct Running {
  size_t index;
  Child child;
  Clock::time_point deadline;
};

class Pool {
 public:
  Pool(const ChildSource& next, const PoolOptions& options) : next_(next), options_(options) {}

  void run() {
    while (start() || !running_.empty()) {
      if (is_full() || exhausted_) wait();
    }
  }

 private:
  bool is_full() const { return running_.size() >= std::max(1U, options_.jobs); }

  // False where there is nothing to start or no place to run it.
  bool start() {
    if (exhausted_ || is_full()) return false;
    const std::optional<ChildFunction> function = next_();
    exhausted_ = !function;
    if (exhausted_) return false;
    const auto deadline =
        options_.limit ? Clock::now() + *options_.limit : Clock::time_point::max();
    running_.push_back({started_++, Child(*function), deadline});
    return true;
  }

  // Milliseconds until the first deadline, as poll(2) takes them; -1: none.
  int patience() const {
    if (!options_.limit) return -1;
    const auto first = std::ranges::min_element(running_, {}, &Running::deadline)->deadline;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(first - Clock::now()).count();
    return static_cast<int>(std::clamp<int64_t>(left, 0, 1'000'000));
  }

  void wait() {
    std::vector<pollfd> ends;
    for (const Running& r : running_) ends.push_back({r.child.descriptor(), POLLIN, 0});
    ends.push_back({interrupts_.descriptor(), POLLIN, 0});
    ::poll(ends.data(), ends.size(), patience());
    if (ends.back().revents != 0) interrupts_.raise();
    auto end = ends.begin();
    for (auto it = running_.begin(); it != running_.end(); ++end) {
      if (ended(*it, end->revents != 0)) {
        finish(*it);
        it = running_.erase(it);
      } else {
        ++it;
      }
    }
  }

  bool ended(Running& running, bool readable) const {
    if (readable && running.child.read_some()) return true;
    if (Clock::now() < running.deadline) return false;
    running.child.kill_timed_out();
    return true;
  }

  void finish(Running& running) {
    const ChildResult result = running.child.finish();
    if (options_.on_done) options_.on_done(running.index, result);
  }

  InterruptWatch interrupts_;
  const ChildSource& next_;
  const PoolOptions& options_;
  std::list<Running> running_;
  size_t started_ = 0;
  bool exhausted_ = false;
};

}  // namespace

unsigned jobs_or_processors(unsigned jobs) {
  return jobs == 0 ? std::max(1U, std::thread::hardware_concurrency()) : jobs;
}

void run_stream(const ChildSource& next, const PoolOptions& options) { Pool(next, options).run(); }

std::vector<ChildResult> run_in_children(const std::vector<ChildFunction>& functions,
                                         const PoolOptions& options) {
  std::vector<ChildResult> results(functions.size());
  size_t started = 0;
  const ChildSource next = [&]() -> std::optional<ChildFunction> {
    if (started == functions.size()) return std::nullopt;
    return functions[started++];
  };
  PoolOptions keeping = options;
  keeping.on_done = [&](size_t index, const ChildResult& result) {
    results[index] = result;
    if (options.on_done) options.on_done(index, result);
  };
  run_stream(next, keeping);
  return results;
}

ChildResult run_in_child(const ChildFunction& function,
                         std::optional<std::chrono::milliseconds> limit) {
  PoolOptions options;
  options.limit = limit;
  return run_in_children({function}, options).front();
}

}  // namespace cowmmu
