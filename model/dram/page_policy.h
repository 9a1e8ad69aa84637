// SPDX-License-Identifier: Apache-2.0
// IPagePolicy: whether a column command closes its row behind it (RDA, WRA) or leaves it open.
#pragma once

#include <memory>
#include <string_view>

#include "dram/request_queue.h"

namespace cowmmu {

class IPagePolicy {
 public:
  virtual ~IPagePolicy() = default;
  // Asked for a request just taken from its queue, with the queues that remain.
  virtual bool closes(const QueuedRequest& done, const RequestQueue& reads,
                      const RequestQueue& writes) const = 0;
};

// open: a row stays open until another row of the bank, or refresh, needs it closed.
// closed: a row closes as soon as no queued request hits it.
std::unique_ptr<IPagePolicy> make_page_policy(std::string_view name);

}  // namespace cowmmu
