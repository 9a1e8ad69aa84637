// SPDX-License-Identifier: Apache-2.0
#include "commands/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "commands/figures.h"
#include "output/numbers.h"

namespace cowmmu {
namespace {

namespace json = boost::json;

std::string line(const char* name, const std::string& text) {
  return fmt::format("{:<12}{}\n", name, text);
}

std::string time_line(const json::object& s) {
  const uint64_t cycles = figure(s, "/cycles");
  const double us = static_cast<double>(cycles) / real_figure(s, "/config/machine/clock_mhz");
  return line("time", fmt::format("{} cycles, {:.1f} us", grouped(cycles), us));
}

std::string fork_line(const json::object& s) {
  return line("forks", fmt::format("{}, {} failed; median {} cycles, longest {}",
                                   grouped(figure(s, "/fork/count")), figure(s, "/fork/failed"),
                                   grouped(figure(s, "/fork/cycles/p50")),
                                   grouped(figure(s, "/fork/cycles/max"))));
}

std::string fault_line(const json::object& s) {
  return line("faults",
              fmt::format("{}: {} COW copies, {} reuses, {} zero fills, {} segv",
                          grouped(total_faults(s)), grouped(figure(s, "/faults/cow_copy/count")),
                          grouped(figure(s, "/faults/cow_reuse/count")),
                          grouped(figure(s, "/faults/zero_fill/count")),
                          grouped(figure(s, "/faults/segv/count"))));
}

std::string work_lines(const json::object& s) {
  return line("copies", grouped(figure(s, "/copies/pages")) + " pages") +
         line("shootdowns", fmt::format("{} to {} harts; median {} cycles",
                                        grouped(figure(s, "/shootdowns/count")),
                                        grouped(figure(s, "/shootdowns/targets")),
                                        grouped(figure(s, "/shootdowns/cycles/p50"))));
}

std::string rate(const json::object& s, const std::string& group) {
  const auto hits = real_figure(s, (group + "/hits").c_str());
  const auto misses = real_figure(s, (group + "/misses").c_str());
  return percent(misses, hits + misses);
}

std::string memory_lines(const json::object& s) {
  return line("misses",
              fmt::format("L1 dTLB {}, L2 TLB {}, L1D {}, last level {}", rate(s, "/tlb/l1d"),
                          rate(s, "/tlb/l2"), rate(s, "/cache/l1d"), rate(s, "/cache/llc"))) +
         line("frames", fmt::format("{} at most, {} leaked", grouped(figure(s, "/frames/peak")),
                                    figure(s, "/frames/leaked")));
}

std::string request_line(const json::object& s) {
  if (!s.contains("requests")) return "";
  return line("requests", fmt::format("{}; p50 {}, p99 {}, p99.9 {} cycles",
                                      grouped(figure(s, "/requests/count")),
                                      grouped(figure(s, "/requests/cycles/p50")),
                                      grouped(figure(s, "/requests/cycles/p99")),
                                      grouped(figure(s, "/requests/cycles/p999"))));
}

// The phases that took most, idle apart.
std::string phase_line(const json::object& s) {
  const auto cycles = phase_cycles(s);
  std::vector<size_t> order;
  double busy = 0;
  for (size_t p = 0; p < kPhases; ++p) {
    if (p == static_cast<size_t>(Phase::kIdle) || cycles[p] == 0) continue;
    order.push_back(p);
    busy += static_cast<double>(cycles[p]);
  }
  std::ranges::stable_sort(order, [&](size_t a, size_t b) { return cycles[a] > cycles[b]; });
  std::string text;
  for (size_t i = 0; i < order.size() && i < 4; ++i) {
    const size_t p = order[i];
    text += fmt::format("{}{} {}", i == 0 ? "" : ", ", kPhaseNames[p],
                        percent(static_cast<double>(cycles[p]), busy));
  }
  return line("busy in", text);
}

std::string oracle_line(const json::object& s) {
  if (!s.at("oracle").at("checked").as_bool()) return "";
  return line("oracle",
              fmt::format("{} loads compared, {} stale translations",
                          grouped(figure(s, "/oracle/loads")), figure(s, "/oracle/stale")));
}

std::string host_line(const json::object& s) {
  return line("host", fmt::format("{:.1f} s, {:.2f} million accesses a second, {} MiB",
                                  real_figure(s, "/host/wall_seconds"),
                                  real_figure(s, "/host/accesses_per_second") / 1e6,
                                  figure(s, "/host/peak_rss_bytes") >> 20));
}

}  // namespace

std::string summary_text(const json::object& s) {
  return workload_text(s) + "\n" + machine_text(s) + "\n\n" + time_line(s) + fork_line(s) +
         fault_line(s) + work_lines(s) + request_line(s) + memory_lines(s) + phase_line(s) +
         oracle_line(s) + host_line(s);
}

}  // namespace cowmmu
