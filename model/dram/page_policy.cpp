// SPDX-License-Identifier: Apache-2.0
#include "dram/page_policy.h"

namespace cowmmu {

namespace {

class OpenPage final : public IPagePolicy {
 public:
  bool closes(const QueuedRequest&, const RequestQueue&, const RequestQueue&) const override {
    return false;
  }
};

class ClosedPage final : public IPagePolicy {
 public:
  bool closes(const QueuedRequest& done, const RequestQueue& reads,
              const RequestQueue& writes) const override {
    return !reads.holds_row(done.bank, done.row) && !writes.holds_row(done.bank, done.row);
  }
};

}  // namespace

std::unique_ptr<IPagePolicy> make_page_policy(std::string_view name) {
  if (name == "open") return std::make_unique<OpenPage>();
  if (name == "closed") return std::make_unique<ClosedPage>();
  return nullptr;
}

}  // namespace cowmmu
