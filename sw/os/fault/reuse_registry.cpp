// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"
#include "os/fault/i_reuse_rule.h"

namespace cowmmu {

std::unique_ptr<IReuseRule> make_reuse_rule(const OsParams& params) {
  if (params.fork == "textbook") return make_reuse_never();
  if (params.cow.reuse == "exclusive") return make_reuse_exclusive();
  check_failed("os.cow.reuse", "a known rule", params.cow.reuse);
}

}  // namespace cowmmu
