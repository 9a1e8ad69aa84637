// SPDX-License-Identifier: Apache-2.0
// When a change of a view may become visible: whoever owns the time calls it then.
#pragma once

#include <functional>

namespace cowmmu {

using ShowLater = std::function<void(std::function<void()>)>;

inline void show_now(const std::function<void()>& change) { change(); }

}  // namespace cowmmu
