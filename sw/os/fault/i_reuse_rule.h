// SPDX-License-Identifier: Apache-2.0
// When a store to a page that is not exclusive may keep the frame instead of copying it. One rule a
// file (os.cow.reuse); the fork policy `textbook` never keeps it.
#pragma once

#include <memory>

#include "os/page_descriptor.h"
#include "params/params.h"

namespace cowmmu {

class IReuseRule {
 public:
  virtual ~IReuseRule() = default;
  // `frame` is private memory, mapped by the faulting process, whose table_lock is held.
  virtual bool may_keep(ICpu& cpu, const PageDescriptors& descriptors, Ppn frame) const = 0;
};

std::unique_ptr<IReuseRule> make_reuse_rule(const OsParams& params);
std::unique_ptr<IReuseRule> make_reuse_exclusive();
std::unique_ptr<IReuseRule> make_reuse_never();

// The rule of `exclusive`: this one mapping is the only reference. 1 load. It stays true while the
// caller holds its table_lock: only a process that maps the frame can share it.
inline bool only_reference(ICpu& cpu, const PageDescriptors& descriptors, Ppn frame) {
  return descriptors.counts(cpu, frame).references() == 1;
}

}  // namespace cowmmu
