// SPDX-License-Identifier: Apache-2.0
// The fake's system calls on mappings and pins.
#include <algorithm>

#include "fake_memory.h"

namespace cowmmu::litmus {
namespace {

constexpr uint64_t kUserPages = 1ULL << 35;  // Sv48's user half
uint64_t pages_of(uint64_t bytes) { return (bytes + kPageBytes - 1) / kPageBytes; }

SysError error_of(std::optional<KillReason> reason) {
  if (!reason) return SysError::kNone;
  return *reason == KillReason::kSegv ? SysError::kBadAddress : SysError::kNoMemory;
}

}  // namespace

void FakeMemory::split(FakeSpace& space, uint64_t page) {
  for (size_t i = 0; i < space.vmas.size(); ++i) {
    FakeVma& vma = space.vmas[i];
    if (page <= vma.first || page >= vma.end) continue;
    FakeVma tail = vma;
    tail.object_page += page - vma.first;
    tail.first = page;
    vma.end = page;
    space.vmas.push_back(tail);
    return;
  }
}

void FakeMemory::drop_pages(FakeSpace& space, uint64_t hart, uint64_t first, uint64_t end) {
  auto from = space.pages.lower_bound(first), to = space.pages.lower_bound(end);
  if (from == to) return;
  flush(space, hart);
  for (; from != to; from = space.pages.erase(from)) {
    if (!from->second.frame) continue;
    --from->second.frame->maps;
    drop(from->second.frame);
  }
}

void FakeMemory::unmap(FakeSpace& space, uint64_t hart, uint64_t first, uint64_t end) {
  split(space, first);
  split(space, end);
  drop_pages(space, hart, first, end);
  std::erase_if(space.vmas, [&](const FakeVma& v) { return v.first >= first && v.end <= end; });
}

void FakeMemory::protect(FakeSpace& space, uint64_t hart, uint64_t first, uint64_t end,
                         uint64_t prot) {
  split(space, first);
  split(space, end);
  bool narrowed = false;
  for (FakeVma& vma : space.vmas) {
    if (vma.first < first || vma.end > end) continue;
    narrowed = narrowed || (vma.prot & ~prot) != 0;
    vma.prot = prot;
    for (auto p = space.pages.lower_bound(vma.first); p != space.pages.lower_bound(vma.end); ++p) {
      const FramePtr& frame = p->second.frame;
      const bool exclusive = frame && (vma.shared || frame->exclusive);
      p->second.writable = exclusive && (prot & cowmmu::Prot::kWrite) != 0;
    }
  }
  if (narrowed && space.pages.lower_bound(first) != space.pages.lower_bound(end))
    flush(space, hart);
}

SysError FakeMemory::mmap(FakeSpace& space, const Op& op, uint64_t& value) {
  const uint64_t pages = pages_of(op.args[1]);
  if (op.args[0] == 0 || pages > kUserPages) return SysError::kNoMemory;
  FakeVma vma{op.args[0] / kPageBytes, 0, op.args[2] & 7, false, nullptr, 0};
  vma.end = vma.first + pages;
  vma.shared = (op.args[2] & MapFlags::kShared) != 0;
  const bool file = (op.args[2] & MapFlags::kFile) != 0;
  if (file || vma.shared)
    vma.object = std::make_shared<FakeObject>(FakeObject{{}, file, next_id_++});
  if (vma.shared && !file) shared_.push_back(vma.object);
  if (file) vma.object = files_.try_emplace(op.args[3], vma.object).first->second;
  space.vmas.push_back(vma);
  value = op.args[0];
  return SysError::kNone;
}

SysError FakeMemory::mremap(FakeSpace& space, uint64_t hart, const Op& op, uint64_t& value) {
  const uint64_t from = op.args[0] / kPageBytes, old_end = from + pages_of(op.args[1]);
  const uint64_t to = op.args[3] == 0 ? from : op.args[3] / kPageBytes;
  value = to * kPageBytes;
  const uint64_t end = from + pages_of(op.args[2]);
  if (end < old_end) unmap(space, hart, end, old_end);
  for (FakeVma& vma : space.vmas) {
    if (vma.first != from) continue;
    vma.first = to;
    vma.end = to + pages_of(op.args[2]);
  }
  if (to == from) return SysError::kNone;
  const auto first = space.pages.lower_bound(from), last = space.pages.lower_bound(old_end);
  const std::map<uint64_t, FakePte> moved(first, last);
  if (first != last) flush(space, hart);
  space.pages.erase(first, last);
  for (const auto& [page, pte] : moved) space.pages[page - from + to] = pte;
  return SysError::kNone;
}

SysError FakeMemory::brk(FakeSpace& space, uint64_t hart, const Op& op) {
  const uint64_t base = kHeapBase / kPageBytes;
  const auto change = static_cast<int64_t>(op.args[0]) / static_cast<int64_t>(kPageBytes);
  const uint64_t now = space.heap_pages + static_cast<uint64_t>(change);
  if (change < 0) unmap(space, hart, base + now, base + space.heap_pages);
  if (change > 0) {
    space.vmas.push_back({base + space.heap_pages, base + now, 3, false, nullptr, 0});
  }
  space.heap_pages = now;
  return SysError::kNone;
}

SysError FakeMemory::mapping_call(FakeSpace& space, uint64_t hart, const Op& op, uint64_t& value) {
  const uint64_t first = op.args[0] / kPageBytes, end = first + pages_of(op.args[1]);
  switch (static_cast<Sys>(op.number)) {
    case Sys::kMmap:
      return mmap(space, op, value);
    case Sys::kMremap:
      return mremap(space, hart, op, value);
    case Sys::kBrk:
      return brk(space, hart, op);
    case Sys::kMunmap:
      unmap(space, hart, first, end);
      break;
    case Sys::kMprotect:
      protect(space, hart, first, end, op.args[2]);
      break;
    default:
      drop_pages(space, hart, first, end);
  }
  return SysError::kNone;
}

SysError FakeMemory::pin_call(FakeSpace& space, uint64_t hart, const Op& op, uint64_t& value) {
  const uint64_t page = op.args[0] / kPageBytes;
  const auto mode = static_cast<PinMode>(op.args[1]);
  const FakeVma* vma = find(space, page);
  const uint64_t needed = mode == PinMode::kReadWrite ? cowmmu::Prot::kWrite : cowmmu::Prot::kRead;
  if (vma == nullptr || (vma->prot & needed) == 0) return SysError::kBadAddress;
  const FakeCounts before = counts;
  FakePte& pte = make_present(space, hart, page, mode == PinMode::kReadWrite);
  if (mode != PinMode::kGet && !vma->shared && (!pte.frame || !pte.frame->exclusive)) {
    write_fault(space, hart, page, pte);
    space.pages[page].writable = (vma->prot & cowmmu::Prot::kWrite) != 0;
  }
  const uint64_t copies = counts.copies;
  counts = before;  // a pin is no fault, but a copy is a copy
  counts.copies = copies;
  const FramePtr frame = space.pages[page].frame;
  ++(mode == PinMode::kGet ? frame->gets : frame->pins);
  value = next_id_++;
  space.pins.emplace(value, std::pair{frame, mode});
  return SysError::kNone;
}

SysError FakeMemory::call(FakeSpace& space, uint64_t hart, const Op& op, uint64_t& value) try {
  const auto pin = space.pins.find(op.args[0]);
  switch (static_cast<Sys>(op.number)) {
    case Sys::kPin:
      return pin_call(space, hart, op, value);
    case Sys::kKernelWrite:
      return error_of(access(space, hart, Op::store(VirtAddr(op.args[0]), op.args[2]), value));
    case Sys::kUnpin: {
      auto [frame, mode] = pin->second;
      --(mode == PinMode::kGet ? frame->gets : frame->pins);
      space.pins.erase(pin);
      drop(frame);
      return SysError::kNone;
    }
    case Sys::kPeek:
      value = pin->second.first->words[op.args[1]];
      return SysError::kNone;
    case Sys::kPoke:
      pin->second.first->words[op.args[1]] = op.args[2];
      return SysError::kNone;
    default:
      return mapping_call(space, hart, op, value);
  }
} catch (const NoFrame&) {
  return SysError::kNoMemory;
}

}  // namespace cowmmu::litmus
