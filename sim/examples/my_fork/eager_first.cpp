// SPDX-License-Identifier: Apache-2.0
// eager_first: copies the first pages of each mapping at once, shares the rest as cow does.
#include "extensions.h"
#include "os/fork/fork_job.h"

namespace {

using namespace cowmmu;

constexpr uint64_t kEagerPages = 64;

class EagerFirst : public IForkPolicy {
 public:
  bool fork_pages(ForkJob& job, const VmaRange& mapping) override {
    PteCursor pages = job.pages_of(mapping);
    while (const auto page = pages.next(job.cpu)) {
      if (!job.prepare(*page)) return false;
      const bool first = vpn_of(page->va).value < mapping.first.value + kEagerPages;
      if (job.ownerless(*page, mapping)) {
        job.duplicate(*page);
      } else if (!(first ? job.copy(*page, mapping) : job.share(*page, mapping))) {
        return false;
      }
    }
    return true;
  }
};

}  // namespace

std::unique_ptr<cowmmu::IForkPolicy> make_eager_first() { return std::make_unique<EagerFirst>(); }
