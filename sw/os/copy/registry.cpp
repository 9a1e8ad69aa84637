// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"
#include "os/copy/i_copy_engine.h"

namespace cowmmu {

std::unique_ptr<ICopyEngine> make_copy_engine(const std::string& name, KernelArena& arena) {
  if (name == "core") return make_core_copy();
  if (name == "dma") return make_dma_copy(arena);
  check_failed("os.copy", "a known engine", name);
}

}  // namespace cowmmu
