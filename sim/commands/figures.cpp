// SPDX-License-Identifier: Apache-2.0
#include "commands/figures.h"

#include <fmt/format.h>

#include <filesystem>

namespace cowmmu {
namespace {

namespace json = boost::json;

const json::value& at(const json::object& stats, const char* pointer) {
  // at_pointer wants a value; the first step is taken by hand to save a copy of the document.
  const std::string path(pointer + 1);
  const size_t slash = path.find('/');
  const json::value& first = stats.at(path.substr(0, slash));
  return slash == std::string::npos ? first : first.at_pointer(path.substr(slash));
}

std::string plain(const json::value& v) {
  if (v.is_string()) return std::string(v.get_string().c_str());
  return v.is_double() ? fmt::format("{}", v.get_double()) : json::serialize(v);
}

}  // namespace

uint64_t figure(const json::object& stats, const char* pointer) {
  return at(stats, pointer).to_number<uint64_t>();
}

double real_figure(const json::object& stats, const char* pointer) {
  return at(stats, pointer).to_number<double>();
}

uint64_t total_faults(const json::object& stats) {
  uint64_t sum = 0;
  for (const auto& kind : stats.at("faults").as_object()) {
    sum += kind.value().at("count").to_number<uint64_t>();
  }
  return sum;
}

std::array<uint64_t, kPhases> phase_cycles(const json::object& stats) {
  std::array<uint64_t, kPhases> sum{};
  for (const json::value& hart : stats.at("harts").as_array()) {
    const json::object& ledger = hart.at("ledger").as_object();
    for (size_t p = 0; p < kPhases; ++p) {
      sum[p] += ledger.at(json::string_view(kPhaseNames[p].data(), kPhaseNames[p].size()))
                    .to_number<uint64_t>();
    }
  }
  return sum;
}

std::string workload_text(const json::object& stats) {
  std::string text;
  for (const auto& pair : at(stats, "/config/workload").as_object()) {
    const std::string key(pair.key());
    const bool is_file = key == "trace" || key == "litmus";
    const std::string value = plain(pair.value());
    text += (text.empty() ? "" : ", ") + key + " " +
            (is_file ? std::filesystem::path(value).filename().string() : value);
  }
  return text;
}

std::string machine_text(const json::object& stats) {
  return fmt::format("{} harts at {} MHz, preset {}, seed {}",
                     figure(stats, "/config/machine/harts"),
                     figure(stats, "/config/machine/clock_mhz"), plain(at(stats, "/config/preset")),
                     figure(stats, "/seed"));
}

}  // namespace cowmmu
