// SPDX-License-Identifier: Apache-2.0
#include "sweep/values.h"

#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "errors/errors.h"

namespace cowmmu {

std::chrono::milliseconds time_limit(double seconds, const std::string& where) {
  if (!(seconds >= 0.001 && seconds <= 1e6)) {
    throw InputError(fmt::format("{}: found {}, allowed 0.001 to 1000000 seconds", where, seconds));
  }
  return std::chrono::milliseconds(std::llround(seconds * 1000));
}

bool same_value(const Setting& a, const Setting& b) {
  const auto* x = std::get_if<ParamValue>(&a.value);
  const auto* y = std::get_if<ParamValue>(&b.value);
  if (x == nullptr || y == nullptr) return false;
  const auto number = [](const ParamValue& v) -> std::optional<double> {
    if (const auto* i = std::get_if<uint64_t>(&v)) return static_cast<double>(*i);
    if (const auto* d = std::get_if<double>(&v)) return *d;
    return std::nullopt;
  };
  const bool mixed = x->index() != y->index() && number(*x) && number(*y);
  return mixed ? *number(*x) == *number(*y) : *x == *y;
}

std::string value_text(const Setting& setting) {
  if (const auto* v = std::get_if<ParamValue>(&setting.value)) return to_text(*v);
  if (const auto* u = std::get_if<Unquoted>(&setting.value)) return u->text;
  return std::get<Unusable>(setting.value).shown;
}

}  // namespace cowmmu
