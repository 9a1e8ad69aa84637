// SPDX-License-Identifier: Apache-2.0
// The program's version and the commit that it was built from ("unknown" outside a repository).
#pragma once

#include <string_view>

namespace cowmmu {

std::string_view version();
std::string_view git_commit();

}  // namespace cowmmu
