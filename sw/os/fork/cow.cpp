// SPDX-License-Identifier: Apache-2.0
// cow: share every page, copy at the first write; the last sharer keeps the frame (Linux).
#include "os/fork/fork_job.h"

namespace cowmmu {
namespace {

class CowFork : public IForkPolicy {
 public:
  bool fork_pages(ForkJob& job, const VmaRange& mapping) override {
    PteCursor pages = job.pages_of(mapping);
    while (const auto page = pages.next(job.cpu)) {
      if (!job.prepare(*page)) return false;
      if (job.ownerless(*page, mapping)) {
        job.duplicate(*page);
      } else if (!job.share(*page, mapping)) {
        return false;
      }
    }
    return true;
  }
};

}  // namespace

std::unique_ptr<IForkPolicy> make_fork_cow() { return std::make_unique<CowFork>(); }

}  // namespace cowmmu
