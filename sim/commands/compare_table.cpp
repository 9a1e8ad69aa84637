// SPDX-License-Identifier: Apache-2.0
#include "commands/compare_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "commands/figures.h"
#include "output/numbers.h"

namespace cowmmu {
namespace {

namespace json = boost::json;
using Runs = std::vector<PolicyRun>;

constexpr int kNameWidth = 26;
constexpr int kColumnWidth = 18;

std::string row(const std::string& name, const Runs& runs,
                const std::function<std::string(const PolicyRun&)>& cell) {
  std::string text = fmt::format("{:<{}}", name, kNameWidth);
  for (const PolicyRun& run : runs) text += fmt::format("{:>{}}", cell(run), kColumnWidth);
  return text + "\n";
}

std::string count_row(const std::string& name, const Runs& runs, const char* pointer) {
  return row(name, runs, [&](const PolicyRun& r) { return grouped(figure(r.stats, pointer)); });
}

std::string event_rows(const Runs& runs) {
  return count_row("forks", runs, "/fork/count") +
         count_row("fork latency, median", runs, "/fork/cycles/p50") +
         count_row("fork latency, longest", runs, "/fork/cycles/max") +
         row("page faults", runs,
             [](const PolicyRun& r) { return grouped(total_faults(r.stats)); }) +
         count_row("  COW, copied", runs, "/faults/cow_copy/count") +
         count_row("  COW, reused", runs, "/faults/cow_reuse/count") +
         count_row("  zero-filled", runs, "/faults/zero_fill/count") +
         count_row("pages copied", runs, "/copies/pages") +
         count_row("shootdowns", runs, "/shootdowns/count") +
         count_row("  remote harts", runs, "/shootdowns/targets") +
         count_row("peak frames", runs, "/frames/peak");
}

std::string request_rows(const Runs& runs) {
  const bool served =
      std::ranges::all_of(runs, [](const PolicyRun& r) { return r.stats.contains("requests"); });
  if (!served) return "";
  return count_row("request latency, p50", runs, "/requests/cycles/p50") +
         count_row("request latency, p99", runs, "/requests/cycles/p99") +
         count_row("request latency, p99.9", runs, "/requests/cycles/p999");
}

// Only phases that some run was in.
std::string phase_rows(const Runs& runs) {
  std::vector<std::array<uint64_t, kPhases>> cycles;
  for (const PolicyRun& run : runs) cycles.push_back(phase_cycles(run.stats));
  std::string text = "cycles in each phase, all harts\n";
  for (size_t p = 0; p < kPhases; ++p) {
    if (std::ranges::all_of(cycles, [p](const auto& c) { return c[p] == 0; })) continue;
    size_t column = 0;
    text += row("  " + std::string(kPhaseNames[p]), runs,
                [&](const PolicyRun&) { return grouped(cycles[column++][p]); });
  }
  return text;
}

std::string total_rows(const Runs& runs) {
  const double first = real_figure(runs.front().stats, "/cycles");
  return count_row("total cycles", runs, "/cycles") +
         row("  against " + runs.front().policy, runs,
             [&](const PolicyRun& r) { return percent(real_figure(r.stats, "/cycles"), first); });
}

}  // namespace

std::string break_even_text(const BreakEvenResult& b) {
  if (b.falls) {
    return fmt::format("{} is slower than {} with no page written, faster with all", b.policy,
                       b.against);
  }
  if (!b.written) {
    return fmt::format("{} is faster than {} even with all pages written", b.policy, b.against);
  }
  return fmt::format("{} takes as long as {} with {} of {} pages written ({})", b.policy, b.against,
                     grouped(*b.written), grouped(b.pages),
                     percent(static_cast<double>(*b.written), static_cast<double>(b.pages)));
}

std::string compare_text(const Runs& runs, const std::vector<BreakEvenResult>& break_even) {
  const json::object& first = runs.front().stats;
  std::string text = workload_text(first) + "\n" + machine_text(first) + "\n\n";
  text += row("", runs, [](const PolicyRun& r) { return r.policy; });
  text += event_rows(runs) + request_rows(runs) + phase_rows(runs) + total_rows(runs);
  if (!break_even.empty()) text += "\n";
  for (const BreakEvenResult& b : break_even) text += "break-even: " + break_even_text(b) + "\n";
  return text;
}

json::object compare_json(const std::string& scenario, const Runs& runs,
                          const std::vector<BreakEvenResult>& break_even) {
  json::array run_list, even_list;
  for (const PolicyRun& r : runs) {
    run_list.push_back(json::object{{"policy", r.policy}, {"stats", r.stats}});
  }
  for (const BreakEvenResult& b : break_even) {
    json::value written;
    if (b.written) written = static_cast<double>(*b.written) / static_cast<double>(b.pages);
    even_list.push_back(
        json::object{{"policy", b.policy}, {"against", b.against}, {"written", written}});
  }
  return {{"schema", 1},
          {"scenario", scenario},
          {"runs", std::move(run_list)},
          {"break_even", std::move(even_list)}};
}

}  // namespace cowmmu
