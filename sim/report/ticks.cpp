// SPDX-License-Identifier: Apache-2.0
#include "report/ticks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace cowmmu {

double Ticks::place(double value) const {
  const auto scaled = [this](double v) { return log ? std::log10(v) : v; };
  return (scaled(value) - scaled(at.front())) / (scaled(at.back()) - scaled(at.front()));
}

Ticks linear_ticks(double lo, double hi, int count) {
  if (hi <= lo) hi = lo + (lo == 0 ? 1 : std::abs(lo));
  const double rough = (hi - lo) / count;
  const double power = std::pow(10, std::floor(std::log10(rough)));
  constexpr std::array kSteps{1.0, 2.0, 5.0, 10.0};
  const double step = power * *std::ranges::find_if(kSteps, [&](double s) {
                        return s * power >= rough * (1 - 1e-9) || s == kSteps.back();
                      });
  Ticks ticks;
  const double first = std::floor(lo / step + 1e-9);
  const double last = std::ceil(hi / step - 1e-9);
  for (double i = first; i <= last; ++i) ticks.at.push_back(i * step);
  return ticks;
}

Ticks log_ticks(double lo, double hi) {
  Ticks ticks;
  ticks.log = true;
  const double first = std::floor(std::log10(lo));
  const double last = std::max(first + 1, std::ceil(std::log10(hi)));
  for (double i = first; i <= last; ++i) ticks.at.push_back(std::pow(10, i));
  return ticks;
}

std::string short_number(double value) {
  struct Scale {
    double at;
    const char* suffix;
  };
  for (const Scale& s : {Scale{1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e3, "k"}}) {
    if (std::abs(value) >= s.at) return fmt::format("{:.4g}{}", value / s.at, s.suffix);
  }
  return fmt::format("{:.4g}", value);
}

}  // namespace cowmmu
