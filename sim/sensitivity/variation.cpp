// SPDX-License-Identifier: Apache-2.0
#include "sensitivity/variation.h"

#include <fmt/format.h>

#include <algorithm>

#include "errors/errors.h"
#include "params/names.h"

namespace cowmmu {
namespace {

bool is_number(const ParamInfo& info) { return info.type == "integer" || info.type == "real"; }
bool is_cost(const ParamInfo& info) { return info.unit == "cycles" || info.unit == "ns"; }
bool is_within(const ParamInfo& info, const std::string& group) {
  return info.name == group || info.name.starts_with(group + ".");
}

template <typename Number>
void vary(const ParamInfo& info, Number value, Variation& variation) {
  const Number least = std::get<Number>(info.min), most = std::get<Number>(info.max);
  const Number halved = std::max<Number>(value / 2, least);
  const Number doubled = value > most / 2 ? most : value * 2;
  if (halved != value) variation.halved = halved;
  if (doubled != value) variation.doubled = doubled;
}

Variation variation_of(const ParamInfo& info, const ParamValue& value) {
  Variation variation{info.name, info.unit, value, {}, {}};
  if (const auto* integer = std::get_if<uint64_t>(&value)) vary(info, *integer, variation);
  if (const auto* real = std::get_if<double>(&value)) vary(info, *real, variation);
  return variation;
}

void check_name(const ParamRegistry& registry, const std::string& name) {
  const auto all = registry.all();
  const auto numbers = std::ranges::count_if(
      all, [&](const ParamInfo& info) { return is_within(info, name) && is_number(info); });
  if (numbers > 0) return;
  const bool known =
      std::ranges::any_of(all, [&](const auto& info) { return is_within(info, name); });
  if (known) {
    throw InputError(fmt::format(
        "--vary: found {}, which is no number, allowed a number or a group of parameters", name));
  }
  throw InputError(fmt::format(
      "--vary: found {}{}, allowed a parameter or a group, such as os.cost; `cowmmu params` lists "
      "them",
      name, did_you_mean(name, registry.names())));
}

}  // namespace

std::vector<Variation> variations(const ParamRegistry& registry, const Params& params,
                                  std::span<const std::string> names) {
  for (const std::string& name : names) check_name(registry, name);
  const auto is_wanted = [&](const ParamInfo& info) {
    if (names.empty()) return is_cost(info);
    return std::ranges::any_of(names, [&](const auto& name) { return is_within(info, name); });
  };
  std::vector<Variation> found;
  for (const ParamInfo& info : registry.all()) {
    if (!is_number(info) || !is_wanted(info)) continue;
    const ParamValue value = registry.get(params, info.name);
    if (value == ParamValue(uint64_t{0}) || value == ParamValue(0.0)) continue;
    found.push_back(variation_of(info, value));
  }
  return found;
}

}  // namespace cowmmu
