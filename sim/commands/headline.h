// SPDX-License-Identifier: Apache-2.0
// Headlines: a figure of each fork policy, of many scenarios. Either any number of the statistics,
// or the break-even written fraction, which takes a search.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "commands/isolated.h"

namespace cowmmu {

struct Measured {
  std::vector<double> figures;  // a policy each; empty unless `status` is kDone
  ExitStatus status = ExitStatus::kDone;
  std::vector<std::string> messages;  // why it is not kDone, each after its policy
};

class IHeadline {
 public:
  virtual ~IHeadline() = default;
  // The policies that have a figure, in the order asked for.
  virtual const std::vector<std::string>& policies() const = 0;
  // In the order of `scenarios`; `on_done` after each part of the work, as far as it is known:
  // with how much is done and of how much. Throws Interrupted.
  virtual std::vector<Measured> measure(
      const std::vector<Scenario>& scenarios,
      const std::function<void(size_t done, size_t total)>& on_done) = 0;
};

// `figure`: a name as named_figure takes it, or break_even. A name that the statistics do not have
// is that scenario's kBadInput. `simulate` must live as long. Throws InputError where there is no
// break-even to find: without eager among the policies, with nothing else, or where `scenario` has
// no written fraction.
std::unique_ptr<IHeadline> headline(const std::string& figure, std::vector<std::string> policies,
                                    const Scenario& scenario, const Simulate& simulate,
                                    unsigned parallel);

}  // namespace cowmmu
