// SPDX-License-Identifier: Apache-2.0
// ObjectMap: which pages of an address space show pages of a file or of shared memory.
#pragma once

#include <map>
#include <optional>

#include "base/types.h"

namespace cowmmu {

struct ObjectMapping {
  uint64_t object = 0;
  bool shared = false;  // false: private; a page of its own from the first store on
  uint64_t bias = 0;    // page number in the object less page number here, mod 2^64

  Vpn page(Vpn here) const { return Vpn(here.value + bias); }
};

class ObjectMap {
 public:
  const ObjectMapping* find(Vpn page) const;
  void set(Vpn first, uint64_t pages, const ObjectMapping& mapping);
  void erase(Vpn first, uint64_t pages);
  void move(Vpn from, Vpn to, uint64_t pages);

 private:
  struct Range {
    Vpn end{};
    ObjectMapping mapping;
  };
  void split(Vpn at);

  std::map<Vpn, Range> ranges_;  // by first page
};

}  // namespace cowmmu
