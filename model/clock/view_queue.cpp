// SPDX-License-Identifier: Apache-2.0
#include "clock/view_queue.h"

#include <algorithm>

namespace cowmmu {
namespace {

Picos kernel_time() { return Picos(sc_core::sc_time_stamp().value()); }

}  // namespace

ViewQueue::ViewQueue(const sc_core::sc_module_name& name) : sc_module(name) {
  SC_HAS_PROCESS(ViewQueue);
  SC_METHOD(run);
  sensitive << wake_;
  dont_initialize();
}

void ViewQueue::at(Picos time, Change change) {
  const Picos now = kernel_time();
  const Picos when = std::max(time, now);
  changes_.emplace(when, std::move(change));
  // An earlier notification stays, a later one is replaced (IEEE 1666, 5.10.8).
  wake_.notify(sc_core::sc_time::from_value((when - now).value));
}

void ViewQueue::run() {
  const Picos now = kernel_time();
  while (!changes_.empty() && changes_.begin()->first <= now)
    changes_.extract(changes_.begin()).mapped()();
  if (!changes_.empty())
    wake_.notify(sc_core::sc_time::from_value((changes_.begin()->first - now).value));
}

}  // namespace cowmmu
