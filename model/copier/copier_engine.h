// SPDX-License-Identifier: Apache-2.0
// ICopierEngine: what makes the page-copy engine's outputs of its inputs in the machine: the model
// or the RTL (rtl/machine/). Both do the same in every cycle.
#pragma once

#include "copier/timed_copier.h"

namespace cowmmu {

class ICopierEngine {
 public:
  virtual ~ICopierEngine() = default;
  // The cycle that ends at `edge`: the outputs in it, with these inputs; then its clock edge. Edges
  // ascend; cycles may be left out while nothing is copied, and where waits() says so.
  virtual CopierOut step(const CopierIn& in, Cycles edge) = 0;
  // Cycles without a response or acknowledgement change nothing until one comes.
  virtual bool waits() const = 0;
};

class ModelCopierEngine final : public ICopierEngine {
 public:
  explicit ModelCopierEngine(const CopierParams& params) : copier_(params) {}
  CopierOut step(const CopierIn& in, Cycles /*edge*/) override { return copier_.step(in); }
  bool waits() const override { return copier_.waits(); }

 private:
  TimedCopier copier_;
};

}  // namespace cowmmu
