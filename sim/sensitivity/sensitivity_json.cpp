// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "sensitivity/sensitivity.h"

namespace cowmmu {
namespace {

namespace json = boost::json;

json::value value_json(const ParamValue& value) {
  return std::visit([](const auto& v) { return json::value(v); }, value);
}

// An integer where it is one: 1300 and not 1.3E3.
json::value number_json(double value) {
  if (value >= 0 && value < 1e15 && value == std::floor(value)) return static_cast<uint64_t>(value);
  return value;
}

json::value figures_json(const Sensitivity& s, const Figures& figures) {
  if (figures.empty()) return nullptr;
  json::array all;
  for (size_t i = 0; i < figures.size(); ++i) {
    json::value change;
    if (s.base[i] != 0) change = figures[i] / s.base[i] - 1;
    all.push_back(json::object{
        {"policy", s.policies[i]}, {"value", number_json(figures[i])}, {"change", change}});
  }
  return all;
}

json::value side_json(const Sensitivity& s, const std::optional<Sensitivity::Side>& side) {
  if (!side) return nullptr;
  json::array overtakes;
  if (!side->figures.empty()) {
    for (const std::string& pair : overtakings(s.policies, s.base, side->figures))
      overtakes.emplace_back(pair);
  }
  json::value why;
  if (!side->why.empty()) why = side->why;
  return json::object{{"value", value_json(side->value)},
                      {"figures", figures_json(s, side->figures)},
                      {"why", why},
                      {"overtakes", std::move(overtakes)}};
}

}  // namespace

json::object sensitivity_json(const Sensitivity& s) {
  json::array base, parameters;
  for (size_t i = 0; i < s.policies.size(); ++i)
    base.push_back(json::object{{"policy", s.policies[i]}, {"value", number_json(s.base[i])}});
  for (const Sensitivity::Row& row : s.rows) {
    parameters.push_back(json::object{{"name", row.variation.key},
                                      {"unit", row.variation.unit},
                                      {"value", value_json(row.variation.value)},
                                      {"halved", side_json(s, row.halved)},
                                      {"doubled", side_json(s, row.doubled)}});
  }
  return {{"schema", 1},
          {"scenario", s.scenario},
          {"figure", s.figure},
          {"base", std::move(base)},
          {"ranking", ranking_text(s.policies, s.base)},
          {"parameters", std::move(parameters)}};
}

}  // namespace cowmmu
