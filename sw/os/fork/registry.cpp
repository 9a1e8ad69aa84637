// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "base/check.h"
#include "os/fork/i_fork_policy.h"
#include "params/choices.h"

namespace cowmmu {
namespace {

std::map<std::string, MakeForkPolicy>& added() {
  static std::map<std::string, MakeForkPolicy> policies;
  return policies;
}

}  // namespace

void add_fork_policy(const std::string& name, MakeForkPolicy make) {
  add_choice("os.fork", name);
  added()[name] = make;
}

std::unique_ptr<IForkPolicy> make_fork_policy(const std::string& name) {
  if (name == "eager") return make_fork_eager();
  if (name == "cow") return make_fork_cow();
  if (name == "textbook") return make_fork_textbook();
  if (const auto it = added().find(name); it != added().end()) return it->second();
  check_failed("os.fork", "a known policy", name);
}

}  // namespace cowmmu
