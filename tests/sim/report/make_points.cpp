// SPDX-License-Identifier: Apache-2.0
// make_points STATS.json DB N: N points in a database of sweeps, by the store that `cowmmu sweep`
// uses, for tests of the report's speed. They vary one real run's statistics over os.fork,
// workload.pages, workload.written, machine.harts and seeds, by formulas: these are no results.
#include <fmt/format.h>

#include <array>
#include <boost/json.hpp>
#include <cmath>
#include <fstream>
#include <iostream>
#include <iterator>

#include "stats/pretty_json.h"
#include "store/point_store.h"

namespace cowmmu {
namespace {

namespace json = boost::json;

constexpr std::array kPolicies{"eager", "textbook", "cow", "later_policy"};
constexpr std::array kPages{256, 512, 1024, 2048, 4096};
constexpr std::array kWritten{0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0};
constexpr std::array kHarts{1, 2, 4, 8, 16};

struct Place {
  size_t policy, pages, written, harts, seed;
};

Place place_of(size_t index) {
  Place p{};
  const auto digit = [&index](size_t base) {
    const size_t d = index % base;
    index /= base;
    return d;
  };
  p.policy = digit(kPolicies.size());
  p.written = digit(kWritten.size());
  p.pages = digit(kPages.size());
  p.harts = digit(kHarts.size());
  p.seed = index;
  return p;
}

// How much larger than the real run: grows with pages, with the written ones for all but eager, and
// a little with harts and from seed to seed.
double factor_of(const Place& p) {
  const double pages = static_cast<double>(kPages.at(p.pages)) / 256;
  const double cost =
      p.policy == 0 ? 1
                    : 0.15 + (1.6 - 0.2 * static_cast<double>(p.policy)) * kWritten.at(p.written);
  const double noise =
      1 + 0.03 * std::sin(static_cast<double>(p.seed * 7 + p.policy * 3 + p.pages));
  return pages * cost * noise * (1 + 0.05 * static_cast<double>(p.harts));
}

void scale(json::value& value, double factor) {
  if (auto* object = value.if_object()) {
    for (auto& pair : *object) scale(pair.value(), factor);
  } else if (auto* array = value.if_array()) {
    for (json::value& v : *array) scale(v, factor);
  } else if (value.is_double()) {
    value = value.get_double() * factor;
  } else if (value.is_number() && !value.is_double()) {
    value = static_cast<uint64_t>(std::llround(value.to_number<double>() * factor));
  }
}

// Statistics that no cowmmu has yet: a report must show them all the same.
void add_later_statistics(json::object& stats) {
  stats["later"] = json::parse(
      R"({"events": {"count": 5, "cycles": {"min": 10, "mean": 20.5, "p50": 20, "p999": 35, "max": 40}}})");
  for (json::value& hart : stats["harts"].as_array()) {
    hart.as_object()["ledger"].as_object()["later.phase"] = 5000;
  }
}

PointRow row_of(const json::object& real, const Place& p) {
  json::value stats = real;
  json::value config = stats.as_object().at("config");
  stats.as_object().erase("config");
  add_later_statistics(stats.as_object());
  scale(stats, factor_of(p));
  stats.as_object()["schema"] = 1;
  stats.as_object()["seed"] = p.seed + 1;
  config.at("os").as_object()["fork"] = kPolicies.at(p.policy);
  config.at("machine").as_object()["harts"] = kHarts.at(p.harts);
  config.at("workload").as_object()["pages"] = kPages.at(p.pages);
  config.at("workload").as_object()["written"] = kWritten.at(p.written);
  config.as_object()["seed"] = p.seed + 1;
  const json::object axes{{"os.fork", kPolicies.at(p.policy)},
                          {"machine.harts", kHarts.at(p.harts)},
                          {"workload.pages", kPages.at(p.pages)},
                          {"workload.written", kWritten.at(p.written)},
                          {"seed", p.seed + 1}};
  const std::string key =
      fmt::format("{}-{}-{}-{}-{}", p.policy, p.pages, p.written, p.harts, p.seed);
  return {key,
          PointStatus::kOk,
          "",
          one_line(axes),
          one_line(config),
          one_line(stats),
          p.seed + 1,
          0.5,
          "test"};
}

void make(const std::string& from, const std::string& to, size_t count) {
  std::ifstream in(from);
  const std::string text(std::istreambuf_iterator<char>(in), {});
  const json::object real = json::parse(text).as_object();
  PointStore store(to, StoreAccess::kWrite);
  for (size_t i = 0; i < count; ++i) store.put(row_of(real, place_of(i)), true);
}

}  // namespace
}  // namespace cowmmu

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: make_points STATS.json DB N\n";
    return 2;
  }
  cowmmu::make(argv[1], argv[2], std::stoul(argv[3]));
}
