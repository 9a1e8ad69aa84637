// SPDX-License-Identifier: Apache-2.0
// eager: copy every private page that has a frame of its own, at once, read-only ones included.
// Nothing is write-protected, so nothing is flushed, and no store of the child ever faults for it.
#include "os/fork/fork_job.h"

namespace cowmmu {
namespace {

class EagerFork : public IForkPolicy {
 public:
  bool fork_pages(ForkJob& job, const VmaRange& mapping) override {
    PteCursor pages = job.pages_of(mapping);
    while (const auto page = pages.next(job.cpu)) {
      if (!job.prepare(*page)) return false;
      if (job.ownerless(*page, mapping)) {
        job.duplicate(*page);
      } else if (!job.copy(*page, mapping)) {
        return false;
      }
    }
    return true;
  }
};

}  // namespace

std::unique_ptr<IForkPolicy> make_fork_eager() { return std::make_unique<EagerFork>(); }

}  // namespace cowmmu
