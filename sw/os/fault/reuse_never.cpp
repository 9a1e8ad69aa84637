// SPDX-License-Identifier: Apache-2.0
// never: the textbook's handler, which copies even for the last sharer.
#include "os/fault/i_reuse_rule.h"

namespace cowmmu {
namespace {

class ReuseNever : public IReuseRule {
 public:
  bool may_keep(ICpu&, const PageDescriptors&, Ppn) const override { return false; }
};

}  // namespace

std::unique_ptr<IReuseRule> make_reuse_never() { return std::make_unique<ReuseNever>(); }

}  // namespace cowmmu
