// SPDX-License-Identifier: Apache-2.0
#include "stats/version.h"

#include "git_version.h"

namespace cowmmu {

std::string_view version() { return COWMMU_VERSION; }
std::string_view git_commit() { return COWMMU_GIT; }

}  // namespace cowmmu
