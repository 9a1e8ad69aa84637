// SPDX-License-Identifier: Apache-2.0
#include "dram/scheduler.h"

namespace cowmmu {

std::unique_ptr<IScheduler> make_scheduler(std::string_view name) {
  if (name == "fr_fcfs") return make_fr_fcfs();
  if (name == "fcfs") return make_fcfs();
  return nullptr;
}

}  // namespace cowmmu
