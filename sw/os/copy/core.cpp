// SPDX-License-Identifier: Apache-2.0
// core: the hart copies through its own caches, line by line, as `rep movsb` or memcpy does. It
// pollutes them, and its window of misses is hart.mshrs wide.
#include "os/copy/i_copy_engine.h"

namespace cowmmu {
namespace {

class CoreCopy : public ICopyEngine {
 public:
  void copy(ICpu& cpu, Ppn dst, Ppn src) override { cpu.copy_page(dst, src); }
};

}  // namespace

std::unique_ptr<ICopyEngine> make_core_copy() { return std::make_unique<CoreCopy>(); }

}  // namespace cowmmu
