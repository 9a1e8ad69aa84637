// SPDX-License-Identifier: Apache-2.0
// Zipf: ranks 1..n with probability proportional to rank^-exponent, by rejection-inversion
// (Hormann and Derflinger, "Rejection-inversion to generate variates from monotone discrete
// distributions", 1996). Constant time and memory, whatever n.
#pragma once

#include <cstdint>

#include "programs/random.h"

namespace cowmmu {

class Zipf {
 public:
  // n > 0; exponent >= 0, 0 is uniform.
  Zipf(uint64_t n, double exponent);
  uint64_t rank(Random& random) const;

  // The item that has this rank: popular items lie scattered over [0, n), as a hash table places
  // them. A hash, not a permutation: a few items have two ranks, as in YCSB.
  static uint64_t scatter(uint64_t rank, uint64_t n);

 private:
  double h(double x) const;           // rank^-exponent, continued to reals
  double h_integral(double x) const;  // its integral
  double h_inverse(double y) const;   // the integral's inverse

  double n_;
  double exponent_;
  double low_, high_;  // h_integral at both ends
  double shortcut_;    // accepted without computing h
};

}  // namespace cowmmu
