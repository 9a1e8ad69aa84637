// SPDX-License-Identifier: Apache-2.0
#include "system/trace_root.h"

#include "programs/call.h"
#include "programs/trace/initial_state.h"

namespace cowmmu {

TraceRoot::TraceRoot(const std::shared_ptr<const trace::TraceTable>& table)
    : before_(trace::initial_ops(*table)), player_(table) {
  before_.push_back(call(Sys::kMark));
}

Op TraceRoot::next(const OpResult& last) {
  if (next_ < before_.size()) return before_[next_++];
  // The first operation of a program gets no result.
  return player_.next(next_++ == before_.size() ? OpResult{} : last);
}

}  // namespace cowmmu
