// SPDX-License-Identifier: Apache-2.0
// COWMMU_CHECK: a broken invariant of the model itself. It ends the simulation of this machine with
// a message; the runner reports it as a failed run. Bad input is never a check.
#pragma once

#include <stdexcept>
#include <string>

namespace cowmmu {

struct CheckFailed : std::logic_error {
  using std::logic_error::logic_error;
};

[[noreturn]] inline void check_failed(const char* where, const char* what, const std::string& why) {
  throw CheckFailed(std::string(where) + ": " + what + ": " + why);
}

}  // namespace cowmmu

#define COWMMU_STRING2(x) #x
#define COWMMU_STRING(x) COWMMU_STRING2(x)
// `why` names module path, cycle and values; it is evaluated only on failure.
#define COWMMU_CHECK(condition, why)                                                   \
  do {                                                                                 \
    if (!(condition)) [[unlikely]]                                                     \
      ::cowmmu::check_failed(__FILE__ ":" COWMMU_STRING(__LINE__), #condition, (why)); \
  } while (false)
