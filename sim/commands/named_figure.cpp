// SPDX-License-Identifier: Apache-2.0
#include "commands/named_figure.h"

#include <fmt/format.h>

#include <functional>
#include <vector>

#include "commands/figures.h"
#include "params/names.h"
#include "stats/flat_json.h"

namespace cowmmu {
namespace {

namespace json = boost::json;

// Calls `visit` for every number but those of the configuration.
void each_figure(const json::object& stats,
                 const std::function<void(const std::string& name, double value)>& visit) {
  for (const auto& pair : stats) {
    if (pair.key() == "config") continue;
    flatten(pair.value(), std::string(pair.key()),
            [&](const std::string& name, const auto& scalar) {
              if (scalar.is_number()) visit(name, scalar.template to_number<double>());
            });
  }
  const auto phases = phase_cycles(stats);
  for (size_t p = 0; p < kPhases; ++p)
    visit("ledger." + std::string(kPhaseNames[p]), static_cast<double>(phases[p]));
}

}  // namespace

std::optional<double> named_figure(const json::object& stats, const std::string& name) {
  std::optional<double> found;
  each_figure(stats, [&](const std::string& one, double value) {
    if (one == name) found = value;
  });
  return found;
}

std::string unknown_figure(const json::object& stats, const std::string& name) {
  std::vector<std::string> names{kBreakEvenFigure};
  each_figure(stats, [&](const std::string& one, double) { names.push_back(one); });
  return fmt::format(
      "--figure: found {}{}, allowed break_even or a number of the statistics, such as cycles, "
      "fork.cycles.p50 or ledger.fork.copy",
      name, did_you_mean(name, names));
}

}  // namespace cowmmu
