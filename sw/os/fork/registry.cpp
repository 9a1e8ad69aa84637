// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"
#include "os/fork/i_fork_policy.h"

namespace cowmmu {

std::unique_ptr<IForkPolicy> make_fork_policy(const std::string& name) {
  if (name == "eager") return make_fork_eager();
  if (name == "cow") return make_fork_cow();
  if (name == "textbook") return make_fork_textbook();
  check_failed("os.fork", "a known policy", name);
}

}  // namespace cowmmu
