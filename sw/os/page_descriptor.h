// SPDX-License-Identifier: Apache-2.0
// PageDescriptors: one 64-byte line of simulated memory a frame. Every call below is exactly one
// timed access (load, store or atomic) of the word it names.
//
//          63      48 47          24 23           0
//   word 0 |  pins   |     maps     |  references  |   counts: one atomic changes all three
//          63                    20 19 12 11   8 7        0
//   word 1 | next (frame number)   |  -  | order |  state  |   state: FrameState, kExclusive
//   word 2 | previous (frame number), in a free list only
//   words 3-7 unused
//
// references: mappings + pins of all modes + 1 where an object (file, shared memory) or a page
// table owns the frame. maps: page-table entries that map it. pins: rw and r pins only.
#pragma once

#include "os/cpu.h"
#include "os/physical_layout.h"

namespace cowmmu {

enum class FrameUse : uint8_t { kUser, kShared, kFile, kTable };

// word 0. The constants are what one atomic adds.
struct FrameCounts {
  static constexpr uint64_t kReference = 1, kMap = 1ULL << 24, kPin = 1ULL << 48;
  static constexpr uint64_t kMapping = kReference + kMap, kPinning = kReference + kPin;
  static constexpr uint64_t kMask = (1ULL << 24) - 1;
  uint64_t bits = 0;
  uint64_t references() const { return bits & kMask; }
  uint64_t maps() const { return (bits >> 24) & kMask; }
  uint64_t pins() const { return bits >> 48; }
};

enum class FrameState : uint8_t { kUnknown, kFreeBlock, kCached, kUser, kShared, kFile, kTable };
constexpr FrameState state_of(FrameUse use) {
  return static_cast<FrameState>(static_cast<int>(FrameState::kUser) + static_cast<int>(use));
}
constexpr bool in_use(FrameState s) { return s >= FrameState::kUser; }

// word 1
struct FrameWord {
  FrameState state = FrameState::kUnknown;
  bool exclusive =
      false;  // private to one process: a write need not copy (Linux: PageAnonExclusive)
  unsigned order = 0;
  Ppn next{};

  static constexpr unsigned kExclusiveBit = 7, kOrderShift = 8, kNextShift = 20;
  constexpr uint64_t bits() const {
    return static_cast<uint64_t>(state) | (uint64_t{exclusive} << kExclusiveBit) |
           (uint64_t{order} << kOrderShift) | (next.value << kNextShift);
  }
  static constexpr FrameWord from_bits(uint64_t b) {
    return {static_cast<FrameState>(b & 0x7f), ((b >> kExclusiveBit) & 1) != 0,
            static_cast<unsigned>((b >> kOrderShift) & 0xf), Ppn(b >> kNextShift)};
  }
};

class PageDescriptors {
 public:
  explicit PageDescriptors(const PhysicalLayout& layout) : layout_(layout) {}

  FrameCounts counts(ICpu& cpu, Ppn p) const { return {cpu.load(word(p, 0))}; }
  void set_counts(ICpu& cpu, Ppn p, uint64_t bits) const { cpu.store(word(p, 0), bits); }
  // The counts after the change; FrameCounts' constants say of what.
  FrameCounts add(ICpu& cpu, Ppn p, uint64_t what) const {
    return {cpu.atomic(AtomicOp::kAdd, word(p, 0), what) + what};
  }
  FrameCounts remove(ICpu& cpu, Ppn p, uint64_t what) const { return add(cpu, p, ~what + 1); }

  FrameWord frame(ICpu& cpu, Ppn p) const { return FrameWord::from_bits(cpu.load(word(p, 1))); }
  void set_frame(ICpu& cpu, Ppn p, FrameWord f) const { cpu.store(word(p, 1), f.bits()); }
  Ppn previous(ICpu& cpu, Ppn p) const { return Ppn(cpu.load(word(p, 2))); }
  void set_previous(ICpu& cpu, Ppn p, Ppn to) const { cpu.store(word(p, 2), to.value); }

  // Only the owner of the last private mapping sets it, and only that owner's fork clears it, each
  // under its page-table lock: a plain store of the whole word.
  void set_exclusive(ICpu& cpu, Ppn p, bool on) const {
    set_frame(cpu, p, {.state = FrameState::kUser, .exclusive = on});
  }

 private:
  PhysAddr word(Ppn p, uint64_t n) const { return PhysAddr(layout_.descriptor(p).value + n * 8); }
  const PhysicalLayout layout_;
};

}  // namespace cowmmu
