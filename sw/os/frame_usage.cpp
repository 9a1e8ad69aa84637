// SPDX-License-Identifier: Apache-2.0
#include "os/frame_usage.h"

namespace cowmmu {
namespace {

bool is_user(FrameUse use) { return use == FrameUse::kUser || use == FrameUse::kShared; }

}  // namespace

void FrameUsage::change(const ICpu& cpu, FrameUse use, int64_t frames) {
  Hart& hart = harts_[cpu.id().value];
  auto& side = frames > 0 ? hart.allocated : hart.freed;
  side[static_cast<size_t>(use)] += static_cast<uint64_t>(frames > 0 ? frames : -frames);
  hart.recent.push_back({cpu.now(), frames, is_user(use)});
}

// Changes in order of time, then of hart: the peak is that of the simulated order. Changes at
// `end` itself wait, since another hart may still make one.
void FrameUsage::settle_before(Cycles end) {
  for (;;) {
    Hart* first = nullptr;
    for (Hart& hart : harts_) {
      if (hart.settled == hart.recent.size() || hart.recent[hart.settled].at >= end) continue;
      if (!first || hart.recent[hart.settled].at < first->recent[first->settled].at) first = &hart;
    }
    if (!first) break;
    const Change& change = first->recent[first->settled++];
    all_.add(change.frames);
    if (change.user) user_.add(change.frames);
  }
  for (Hart& hart : harts_) {
    hart.recent.erase(hart.recent.begin(),
                      hart.recent.begin() + static_cast<std::ptrdiff_t>(hart.settled));
    hart.settled = 0;
  }
}

FrameTotals FrameUsage::totals() const {
  FrameUsage end = *this;
  end.settle_before(ICpu::kNoDeadline);
  FrameTotals totals{.total = total_,
                     .peak = static_cast<uint64_t>(end.all_.peak),
                     .peak_user = static_cast<uint64_t>(end.user_.peak)};
  for (const Hart& hart : harts_) {
    std::array<uint64_t, 4> in_use{};
    for (size_t use = 0; use < in_use.size(); ++use) {
      totals.allocated += hart.allocated[use];
      totals.freed += hart.freed[use];
      in_use[use] = hart.allocated[use] - hart.freed[use];
    }
    totals.user += in_use[0] + in_use[1];
    totals.file += in_use[2];
    totals.tables += in_use[3];
  }
  return totals;
}

}  // namespace cowmmu
