// SPDX-License-Identifier: Apache-2.0
// A page-copy engine: how the bytes of one frame get into another. One engine a file; registry.cpp
// names them.
#pragma once

#include <memory>
#include <string>

#include "os/cpu.h"

namespace cowmmu {

class ICopyEngine {
 public:
  virtual ~ICopyEngine() = default;
  // Returns when dst holds the bytes of src.
  virtual void copy(ICpu& cpu, Ppn dst, Ppn src) = 0;
};

// `name` is a value of os.copy that is available.
std::unique_ptr<ICopyEngine> make_copy_engine(const std::string& name);
std::unique_ptr<ICopyEngine> make_core_copy();

}  // namespace cowmmu
