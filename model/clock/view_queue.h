// SPDX-License-Identifier: Apache-2.0
// ViewQueue: makes what a waveform shows change at its own kernel time. A hart's local time stands
// ahead of the kernel's between two of its steps; it says here what shall be seen then. Nothing in
// the model waits for a view, so that a run with a waveform has the results of one without.
#pragma once

#include <functional>
#include <map>
#include <systemc>

#include "base/types.h"

namespace cowmmu {

class ViewQueue : public sc_core::sc_module {
 public:
  using Change = std::function<void()>;
  explicit ViewQueue(const sc_core::sc_module_name& name);

  // `change` is called at kernel time `time`, or now if that has passed; changes of one time in the
  // order of these calls.
  void at(Picos time, Change change);

 private:
  void run();

  std::multimap<Picos, Change> changes_;
  sc_core::sc_event wake_;
};

}  // namespace cowmmu
