// SPDX-License-Identifier: Apache-2.0
#include "commands/headline.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "commands/break_even_search.h"
#include "commands/figures.h"
#include "commands/named_figure.h"

namespace cowmmu {
namespace {

using OnDone = std::function<void(size_t done, size_t total)>;

void fail(Measured& measured, ExitStatus status, const std::string& message) {
  measured.status = std::max(measured.status, status);
  measured.messages.push_back(message);
  measured.figures.clear();
}

class FigureHeadline : public IHeadline {
 public:
  FigureHeadline(std::string figure, std::vector<std::string> policies, const Simulate& simulate,
                 unsigned parallel)
      : figure_(std::move(figure)),
        policies_(std::move(policies)),
        simulate_(simulate),
        parallel_(parallel) {}

  const std::vector<std::string>& policies() const override { return policies_; }

  // A stream, of which figures only are kept: it may be hundreds of simulations.
  std::vector<Measured> measure(const std::vector<Scenario>& scenarios,
                                const OnDone& on_done) override {
    const size_t each = policies_.size(), total = scenarios.size() * each;
    std::vector<Measured> parts(total);
    size_t started = 0, done = 0;
    const SimulationSource next = [&]() -> std::optional<SimulationJob> {
      if (started == total) return std::nullopt;
      const size_t at = started++;
      return SimulationJob{with_param(scenarios[at / each], "os.fork", policies_[at % each]), {}};
    };
    StreamOptions stream;
    stream.parallel = parallel_;
    stream.on_done = [&](size_t at, const Finished& finished) {
      parts[at] = part_of(finished, policies_[at % each]);
      on_done(++done, total);
    };
    simulate_stream(simulate_, next, stream);
    return joined(parts);
  }

 private:
  Measured part_of(const Finished& finished, const std::string& policy) const {
    Measured part;
    for (const std::string& m : finished.messages)
      fail(part, finished.status, fmt::format("{}: {}", policy, m));
    if (finished.status != ExitStatus::kDone) return part;
    if (const auto figure = named_figure(finished.stats, figure_)) {
      part.figures = {*figure};
    } else {
      fail(part, ExitStatus::kBadInput, unknown_figure(finished.stats, figure_));
    }
    return part;
  }

  // A scenario each: of its policies' parts, in their order.
  std::vector<Measured> joined(const std::vector<Measured>& parts) const {
    std::vector<Measured> all(parts.size() / policies_.size());
    for (size_t i = 0; i < parts.size(); ++i) {
      Measured& one = all[i / policies_.size()];
      for (const std::string& m : parts[i].messages) {
        if (std::ranges::find(one.messages, m) == one.messages.end()) fail(one, parts[i].status, m);
      }
      if (one.status == ExitStatus::kDone) one.figures.push_back(parts[i].figures.front());
    }
    return all;
  }

  std::string figure_;
  std::vector<std::string> policies_;
  const Simulate& simulate_;
  unsigned parallel_;
};

// One search after the other: how much there is to simulate is known only at the end.
class BreakEvenHeadline : public IHeadline {
 public:
  BreakEvenHeadline(std::vector<std::string> policies, const Simulate& simulate, unsigned parallel)
      : searched_(std::move(policies)), simulate_(simulate), parallel_(parallel) {
    std::ranges::remove_copy(searched_, std::back_inserter(policies_), kReferencePolicy);
  }

  const std::vector<std::string>& policies() const override { return policies_; }

  std::vector<Measured> measure(const std::vector<Scenario>& scenarios,
                                const OnDone& on_done) override {
    std::vector<Measured> all;
    for (const Scenario& scenario : scenarios) {
      all.push_back(search(scenario));
      on_done(all.size(), scenarios.size());
    }
    return all;
  }

 private:
  Measured search(const Scenario& scenario) const {
    Measured measured;
    try {
      for (const BreakEvenResult& b :
           find_break_even(scenario, searched_, {}, [&](const auto& s) { return cycles_of(s); })) {
        if (b.falls || !b.written) {
          fail(measured, ExitStatus::kBadInput, break_even_text(b));
        } else if (measured.status == ExitStatus::kDone) {
          measured.figures.push_back(static_cast<double>(*b.written) /
                                     static_cast<double>(b.pages));
        }
      }
    } catch (const InputError& e) {
      fail(measured, ExitStatus::kBadInput, e.what());
    } catch (const RunError& e) {
      fail(measured, ExitStatus::kFailed, e.what());
    }
    return measured;
  }

  std::vector<uint64_t> cycles_of(const std::vector<Scenario>& scenarios) const {
    std::vector<SimulationJob> jobs;
    jobs.reserve(scenarios.size());
    for (const Scenario& s : scenarios) jobs.push_back({s, {}});
    std::vector<uint64_t> cycles;
    for (const Finished& f : simulate_isolated(simulate_, jobs, parallel_)) {
      if (f.status == ExitStatus::kBadInput) throw InputError(f.messages.front());
      if (f.status != ExitStatus::kDone) throw RunError(f.messages.front());
      cycles.push_back(figure(f.stats, "/cycles"));
    }
    return cycles;
  }

  std::vector<std::string> searched_;  // with the reference
  std::vector<std::string> policies_;
  const Simulate& simulate_;
  unsigned parallel_;
};

}  // namespace

std::unique_ptr<IHeadline> headline(const std::string& figure, std::vector<std::string> policies,
                                    const Scenario& scenario, const Simulate& simulate,
                                    unsigned parallel) {
  for (const std::string& policy : policies) with_param(scenario, "os.fork", policy);
  if (figure != kBreakEvenFigure)
    return std::make_unique<FigureHeadline>(figure, std::move(policies), simulate, parallel);
  if (!has_break_even(scenario, policies) || policies.size() < 2) {
    throw InputError(std::string("--figure break_even: found no break-even here, allowed with a "
                                 "workload that has `written`, ") +
                     kReferencePolicy + " and another policy");
  }
  return std::make_unique<BreakEvenHeadline>(std::move(policies), simulate, parallel);
}

}  // namespace cowmmu
