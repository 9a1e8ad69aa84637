// SPDX-License-Identifier: Apache-2.0
// PageLoop: the core's loop that copies or zeroes a 4 KiB page through its private cache.
// Timing: line i is begun `interval` cycles after line i - 1, or when one of the `window` entries
//   is free again. A copy reads the source line, and writes the destination line when the read is
//   done; a zeroing only writes. Whole-line writes fetch no data. The loop ends with the last
//   write.
// Bytes: a line's are taken when its read is done and changed when its write is done, so another
//   hart's stores are seen as the directory orders them. A copy that ended with equal pages shares
//   the host's bytes.
// Parameters: hart.mshrs, hart.copy_line_cycles. Twin: none. Tests: tests/model/machine/.
#pragma once

#include <array>
#include <vector>

#include "cache/miss_unit.h"
#include "dram/frame_store.h"

namespace cowmmu {

class PageLoop {
 public:
  struct Shape {
    uint64_t window;
    Cycles interval;
  };
  PageLoop(Shape shape, LocalClock& clock, MissUnit& misses, FrameStore& frames);

  void copy(Ppn dst, Ppn src);
  void zero(Ppn dst);

 private:
  struct Entry {
    Transaction transaction;
    uint64_t line = 0;  // within the page
    bool writing = false;
    std::array<uint64_t, kWordsPerLine> words{};
  };
  struct Pages {
    Ppn dst{};
    Ppn src{};
    bool copying = false;
  };

  void run(const Pages& pages);
  void begin(Entry& entry, const Pages& pages, Cycles at);
  void start_write(Entry& entry, const Pages& pages, Cycles at);
  bool advance(Entry& entry, const Pages& pages);
  Entry& entry_of(const Transaction* t);

  Shape shape_;
  LocalClock& clock_;
  MissUnit& misses_;
  FrameStore& frames_;
  std::vector<Entry> entries_;
  std::vector<Entry*> free_;
};

}  // namespace cowmmu
