// SPDX-License-Identifier: Apache-2.0
#include "programs/zipf.h"

#include <algorithm>
#include <cmath>

#include "os/syscall.h"

namespace cowmmu {
namespace {

// (exp(x) - 1) / x and log(1 + x) / x, with their limits near 0: exponents near 1 lose no digits.
double expm1_over(double x) { return std::abs(x) > 1e-8 ? std::expm1(x) / x : 1 + x / 2; }
double log1p_over(double x) { return std::abs(x) > 1e-8 ? std::log1p(x) / x : 1 - x / 2; }

}  // namespace

Zipf::Zipf(uint64_t n, double exponent)
    : n_(static_cast<double>(n)),
      exponent_(exponent),
      low_(h_integral(1.5) - 1),
      high_(h_integral(n_ + 0.5)),
      shortcut_(2 - h_inverse(h_integral(2.5) - h(2))) {}

uint64_t Zipf::rank(Random& random) const {
  for (;;) {
    const double u = high_ + random.unit() * (low_ - high_);
    const double x = h_inverse(u);
    const double k = std::clamp(std::floor(x + 0.5), 1.0, n_);
    if (k - x <= shortcut_ || u >= h_integral(k + 0.5) - h(k)) return static_cast<uint64_t>(k);
  }
}

uint64_t Zipf::scatter(uint64_t rank, uint64_t n) { return mix64(rank, 0) % n; }

double Zipf::h(double x) const { return std::exp(-exponent_ * std::log(x)); }

double Zipf::h_integral(double x) const {
  const double log_x = std::log(x);
  return expm1_over((1 - exponent_) * log_x) * log_x;
}

double Zipf::h_inverse(double y) const {
  const double t = std::max(-1.0, y * (1 - exponent_));
  return std::exp(log1p_over(t) * y);
}

}  // namespace cowmmu
