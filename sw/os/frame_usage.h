// SPDX-License-Identifier: Apache-2.0
// FrameUsage: how many frames are in use, and the most that ever were. Observation only: it takes
// no simulated time and does not depend on how far harts run ahead.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "os/page_descriptor.h"

namespace cowmmu {

struct FrameTotals {
  uint64_t total = 0;                       // of the machine, in use or not
  uint64_t allocated = 0, freed = 0;        // all kinds
  uint64_t peak = 0, peak_user = 0;         // in use at once: all kinds, user pages
  uint64_t user = 0, file = 0, tables = 0;  // in use now; user: private and shared pages
  uint64_t in_use() const { return allocated - freed; }
};

class FrameUsage {
 public:
  FrameUsage(uint64_t total, uint64_t harts) : total_(total), harts_(harts) {}

  void change(const ICpu& cpu, FrameUse use, int64_t frames);
  // Under a lock won through an atomic at this hart's time: every change before it has been noted.
  void settle(const ICpu& cpu) { settle_before(cpu.now()); }
  FrameTotals totals() const;

 private:
  struct Change {
    Cycles at;
    int64_t frames;
    bool user;
  };
  struct Hart {
    std::array<uint64_t, 4> allocated{}, freed{};  // by FrameUse
    std::vector<Change> recent;                    // not yet part of the peaks, in order of time
    size_t settled = 0;
  };
  struct Level {
    int64_t now = 0, peak = 0;
    void add(int64_t frames) {
      now += frames;
      peak = now > peak ? now : peak;
    }
  };
  void settle_before(Cycles end);

  uint64_t total_;
  std::vector<Hart> harts_;
  Level all_, user_;
};

}  // namespace cowmmu
