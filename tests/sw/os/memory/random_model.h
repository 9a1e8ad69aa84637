// SPDX-License-Identifier: Apache-2.0
// Model: what processes must see, page by page, with no sharing of anything private: a fork copies
// all. One word a page stands for its contents.
#pragma once

#include <map>
#include <memory>
#include <optional>

#include "memory_bench.h"

namespace cowmmu::test {

using Contents = std::map<uint64_t, uint64_t>;  // page number in an object -> word

struct ModelPage {
  uint64_t prot = 0;
  uint64_t value = 0;                // private pages
  std::shared_ptr<Contents> object;  // shared pages, and private ones of a file until `own`
  uint64_t object_page = 0;
  bool shared = false, own = false;

  uint64_t read() const {
    if (!object || (!shared && own)) return value;
    const auto found = object->find(object_page);
    return found == object->end() ? 0 : found->second;
  }
  void write(uint64_t v) {
    if (shared) {
      (*object)[object_page] = v;
    } else {
      own = true;
      value = v;
    }
  }
  void discard() {
    if (shared) return;
    own = false;
    value = 0;
  }
};

using ModelSpace = std::map<uint64_t, ModelPage>;  // by page number

}  // namespace cowmmu::test
