// SPDX-License-Identifier: Apache-2.0
// The address streams of workload `access`: each next() is the index of an 8-byte word in [0,
// words). Small value types, so that the stream is inlined into the program's next().
#pragma once

#include "programs/random.h"
#include "programs/workload_config.h"
#include "programs/zipf.h"

namespace cowmmu {

struct Stream {
  uint64_t words;
  uint64_t thread;  // of `threads`
  uint64_t threads;
  uint64_t seed;
  double exponent;
};

// Stride 8, around and around; threads begin evenly spread.
class SequentialStream {
 public:
  static constexpr bool kDependent = false;
  explicit SequentialStream(const Stream& s)
      : words_(s.words), at_(s.words / s.threads * s.thread) {}
  uint64_t next() {
    const uint64_t word = at_;
    at_ = at_ + 1 == words_ ? 0 : at_ + 1;
    return word;
  }

 private:
  uint64_t words_, at_;
};

class UniformStream {
 public:
  static constexpr bool kDependent = false;
  explicit UniformStream(const Stream& s) : words_(s.words), random_(s.seed, 2 * s.thread) {}
  uint64_t next() { return random_.below(words_); }

 private:
  uint64_t words_;
  Random random_;
};

// The addresses of a pointer chase through randomly placed nodes: uniform, each known only when the
// load before it has returned.
class ChaseStream : public UniformStream {
 public:
  static constexpr bool kDependent = true;
  using UniformStream::UniformStream;
};

class ZipfStream {
 public:
  static constexpr bool kDependent = false;
  explicit ZipfStream(const Stream& s)
      : words_(s.words), random_(s.seed, 2 * s.thread), zipf_(s.words, s.exponent) {}
  uint64_t next() { return Zipf::scatter(zipf_.rank(random_), words_); }

 private:
  uint64_t words_;
  Random random_;
  Zipf zipf_;
};

}  // namespace cowmmu
