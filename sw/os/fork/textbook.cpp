// SPDX-License-Identifier: Apache-2.0
// textbook: fork as the textbook's pseudo-code has it. What reality adds stands in brackets. The
// write fault of this policy copies always, even for the last sharer (fault/reuse_never.cpp).
#include "os/fork/fork_job.h"

namespace cowmmu {
namespace {

class TextbookFork : public IForkPolicy {
 public:
  bool fork_pages(ForkJob& job, const VmaRange& mapping) override {
    // for each page P in the parent:
    PteCursor pages = job.pages_of(mapping);
    while (const auto page = pages.next(job.cpu)) {
      // [The child's page table itself takes memory.]
      if (!job.prepare(*page)) return false;
      // [The zero page and a file's clean pages are shared already.]
      if (job.ownerless(*page, mapping)) {
        job.duplicate(*page);
        continue;
      }

      // Increase the reference count for that frame
      const FrameCounts counts = job.add_reference(page->pte.ppn());
      // [A device may be writing to a pinned frame: the child gets a copy at once.]
      if (counts.pins() != 0) {
        job.remove_reference(page->pte.ppn());
        if (!job.copy(*page, mapping)) return false;
        continue;
      }

      // Child shares the same physical frame as the parent;
      // both PTEs become read-only and marked COW
      const bool was_exclusive = job.protect_parent(*page);
      job.set_child_cow(*page, was_exclusive);
    }
    // [Other harts may still write through their TLBs: the caller flushes them before it returns.]
    return true;
  }
};

}  // namespace

std::unique_ptr<IForkPolicy> make_fork_textbook() { return std::make_unique<TextbookFork>(); }

}  // namespace cowmmu
