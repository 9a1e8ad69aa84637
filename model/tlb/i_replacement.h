// SPDX-License-Identifier: Apache-2.0
// IReplacement: which way of a full set goes. A policy is a pure function of when each way was last
// used, so a hit costs one store whatever the policy, and never a virtual call.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace cowmmu {

class IReplacement {
 public:
  virtual ~IReplacement() = default;
  // `last_used` holds one stamp a way of the set, at least one; a larger stamp is a later use, 0 is
  // never. Stamps of two used ways differ. Returns the way to replace.
  virtual size_t victim(std::span<const uint64_t> last_used) const = 0;
};

std::unique_ptr<IReplacement> make_lru();
std::unique_ptr<IReplacement> make_plru();

// By its name in the parameters ("lru", "plru"); nullptr if there is none.
std::unique_ptr<IReplacement> make_replacement(std::string_view name);

}  // namespace cowmmu
