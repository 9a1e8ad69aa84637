// SPDX-License-Identifier: Apache-2.0
// A page-copy engine: how the bytes of one frame get into another. One engine a file; registry.cpp
// names them.
#pragma once

#include <memory>
#include <string>

#include "os/cpu.h"
#include "os/kernel_arena.h"

namespace cowmmu {

class ICopyEngine {
 public:
  virtual ~ICopyEngine() = default;
  // Returns when dst holds the bytes of src.
  virtual void copy(ICpu& cpu, Ppn dst, Ppn src) = 0;
};

// `name` is a value of os.copy that is available. `arena`: for an engine's own words.
std::unique_ptr<ICopyEngine> make_copy_engine(const std::string& name, KernelArena& arena);
std::unique_ptr<ICopyEngine> make_core_copy();
std::unique_ptr<ICopyEngine> make_dma_copy(KernelArena& arena);

}  // namespace cowmmu
