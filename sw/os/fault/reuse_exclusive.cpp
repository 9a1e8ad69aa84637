// SPDX-License-Identifier: Apache-2.0
// exclusive (Linux since 5.19): an exclusive page is never write-protected for sharing, so only
// pages that lost the flag at a fork come here; they are kept if nobody else refers to them, be it
// a process, a pin or a plain reference.
#include "os/fault/i_reuse_rule.h"

namespace cowmmu {
namespace {

class ReuseExclusive : public IReuseRule {
 public:
  bool may_keep(ICpu& cpu, const PageDescriptors& descriptors, Ppn frame) const override {
    return only_reference(cpu, descriptors, frame);
  }
};

}  // namespace

std::unique_ptr<IReuseRule> make_reuse_exclusive() { return std::make_unique<ReuseExclusive>(); }

}  // namespace cowmmu
