// SPDX-License-Identifier: Apache-2.0
// ILinePort: physical memory as a device reaches it, whole lines at a time and many at once. A
// device has no private cache; it keeps no line.
#pragma once

#include <optional>

#include "base/line.h"
#include "cache/transaction.h"
#include "dram/frame_store.h"

namespace cowmmu {

// One line under way, or one word of it. It must stay where it is until it is done.
struct LineTransfer : Transaction {
  enum class What : uint8_t { kReadLine, kWriteLine, kStoreWord };
  What what = What::kReadLine;
  Line words{};         // written, or what was read; kStoreWord: the first one
  uint64_t word = 0;    // kStoreWord: which word of the line
  uint64_t client = 0;  // whatever the device wants to remember

  // Takes or changes the bytes: the moment at which the transfer is done.
  void move(FrameStore& frames);
};

class ILinePort {
 public:
  virtual ~ILinePort() = default;
  // Puts `t` under way from cycle `at`.
  virtual void start(LineTransfer& t, Cycles at) = 0;
  // Takes steps until one transfer is done (returned; its `at` is when, the bytes have moved), or
  // until every step up to cycle `until` has been taken (nullptr). Without `until` something must
  // be under way.
  virtual LineTransfer* progress(std::optional<Cycles> until) = 0;
};

}  // namespace cowmmu
