// SPDX-License-Identifier: Apache-2.0
// dma: the page-copy engine copies (model/copier/copier.h). The hart hands it a descriptor and
// sleeps on a completion word, a line of its own; interrupts are taken meanwhile if they are on.
// Cost beside the engine's: the submission, a load that sees no change yet, a load that sees it.
#include <array>

#include "os/copy/i_copy_engine.h"

namespace cowmmu {
namespace {

constexpr uint64_t kMaxHarts = 64;

class DmaCopy : public ICopyEngine {
 public:
  explicit DmaCopy(KernelArena& arena) : words_(arena.reserve_lines(kMaxHarts)) {}

  void copy(ICpu& cpu, Ppn dst, Ppn src) override {
    const PhysAddr own(words_.value + cpu.id().value * kLineBytes);
    const uint64_t before = copies_.at(cpu.id().value)++;
    cpu.start_copy({.dst = dst, .src = src, .done = own, .value = before + 1});
    cpu.wait_for_change(own, before);
  }

 private:
  // A line a hart. It counts the hart's copies, as each is waited for, so it must begin as 0: a
  // line that the arena has given out before might not.
  PhysAddr words_;
  std::array<uint64_t, kMaxHarts> copies_{};  // each touched by its hart alone
};

}  // namespace

std::unique_ptr<ICopyEngine> make_dma_copy(KernelArena& arena) {
  return std::make_unique<DmaCopy>(arena);
}

}  // namespace cowmmu
