// SPDX-License-Identifier: Apache-2.0
// Fork, faults and frames of the fake.
#include "fake_memory.h"

#include <algorithm>

namespace cowmmu::litmus {

void FakeMemory::take_one() {
  if (!left) return;
  if (*left == 0) throw NoFrame{};
  --*left;
}

uint64_t FakeMemory::user_frames() const {
  uint64_t frames = private_frames_;
  for (const auto& object : shared_) {
    if (const auto alive = object.lock()) frames += alive->pages.size();
  }
  return frames;
}

FramePtr FakeMemory::new_frame(bool user, bool of_object) {
  if (user && frame_limit && user_frames() >= *frame_limit) throw NoFrame{};
  take_one();
  auto frame = std::make_shared<FakeFrame>();
  frame->id = next_id_++;
  frame->of_object = of_object;
  if (!of_object) ++private_frames_;
  return frame;
}

FramePtr FakeMemory::copy_of(const FakeFrame& frame) {
  FramePtr copy = new_frame(true, false);
  copy->words = frame.words;
  ++counts.copies;
  return copy;
}

void FakeMemory::drop(FramePtr frame) {
  if (!frame || frame->of_object || frame->maps + frame->pins + frame->gets > 0) return;
  --private_frames_;
  if (left) ++*left;
}

// Sv48: a table of each of three levels for a page, besides the root.
void FakeMemory::add_tables(FakeSpace& space, uint64_t page) {
  if (space.tables.empty()) take_one(), space.tables.insert({4, 0});
  for (unsigned level = 3; level > 0; --level) {
    const std::pair<unsigned, uint64_t> table{level, page >> (9 * level)};
    if (space.tables.contains(table)) continue;
    take_one();
    space.tables.insert(table);
  }
}

void FakeMemory::set_pte(FakeSpace& space, uint64_t page, FakePte pte) {
  if (pte.frame) ++pte.frame->maps;
  FakePte& place = space.pages[page];
  std::swap(place, pte);
  if (!pte.frame) return;
  --pte.frame->maps;
  drop(pte.frame);
}

void FakeMemory::flush(const FakeSpace& space, uint64_t hart) {
  const uint64_t others =
      flush_reaches_all ? harts - 1 : space.harts.size() - space.harts.count(hart);
  if (others == 0) return;
  ++counts.shootdowns;
  counts.ipis += others;
}

const FakeVma* FakeMemory::find(const FakeSpace& space, uint64_t page) const {
  for (const FakeVma& vma : space.vmas) {
    if (page >= vma.first && page < vma.end) return &vma;
  }
  return nullptr;
}

FramePtr FakeMemory::object_frame(const FakeVma& vma, uint64_t page) {
  const uint64_t index = vma.object_page + page - vma.first;
  const auto found = vma.object->pages.find(index);
  if (found != vma.object->pages.end()) return found->second;
  const FramePtr frame = new_frame(!vma.object->file, true);
  return vma.object->pages[index] = frame;
}

// The write fault of a page that is present and write-protected, or not present.
void FakeMemory::write_fault(FakeSpace& space, uint64_t hart, uint64_t page, FakePte& pte) {
  const bool was_present = pte.frame || space.pages.contains(page);
  const FramePtr old = pte.frame;
  if (!old) {
    const FramePtr fresh = new_frame(true, false);
    ++counts.zero_fills;
    fresh->exclusive = true;
    if (was_present) flush(space, hart);
    return set_pte(space, page, {fresh, true});
  }
  const bool alone = old->maps + old->pins + old->gets == 1;
  const bool reuse = !old->of_object && policy != FakeFork::kTextbook && (old->exclusive || alone);
  if (reuse) {
    ++counts.reuses;
    old->exclusive = true;
    pte.writable = true;
    return;
  }
  const FramePtr copy = copy_of(*old);
  copy->exclusive = true;
  flush(space, hart);
  set_pte(space, page, {copy, true});
}

FakePte& FakeMemory::make_present(FakeSpace& space, uint64_t hart, uint64_t page, bool store) {
  const FakeVma& vma = *find(space, page);
  const bool may_write = (vma.prot & cowmmu::Prot::kWrite) != 0;
  auto found = space.pages.find(page);
  if (found != space.pages.end() && (!store || found->second.writable)) return found->second;
  ++counts.faults;
  add_tables(space, page);
  if (vma.object && (vma.shared || !store) && found == space.pages.end()) {
    const size_t before = vma.object->pages.size();
    set_pte(space, page, {object_frame(vma, page), vma.shared && may_write});
    if (vma.shared) counts.zero_fills += vma.object->pages.size() - before;
  } else if (!store) {
    set_pte(space, page, {});
  } else if (vma.object && found == space.pages.end()) {
    const FramePtr copy = copy_of(*object_frame(vma, page));
    copy->exclusive = true;
    set_pte(space, page, {copy, true});
  } else {
    FakePte none;
    write_fault(space, hart, page, found == space.pages.end() ? none : found->second);
  }
  return space.pages[page];
}

std::optional<KillReason> FakeMemory::access(FakeSpace& space, uint64_t hart, const Op& op,
                                             uint64_t& value) {
  using Bits = cowmmu::Prot;
  const uint64_t page = vpn_of(op.va).value;
  const FakeVma* vma = find(space, page);
  const uint64_t needed = op.kind == OpKind::kLoad    ? Bits::kRead
                          : op.kind == OpKind::kStore ? Bits::kWrite
                                                      : Bits::kExec;
  if (vma == nullptr || (vma->prot & needed) == 0) return ++counts.faults, KillReason::kSegv;
  try {
    const FakePte& pte = make_present(space, hart, page, op.kind == OpKind::kStore);
    if (op.kind == OpKind::kStore) {
      pte.frame->words[page_offset(op.va)] = op.value;
    } else {
      value = pte.frame ? pte.frame->words[page_offset(op.va)] : 0;
    }
  } catch (const NoFrame&) {
    return KillReason::kNoMemory;
  }
  return std::nullopt;
}

void FakeMemory::share(FakeSpace& child, uint64_t page, FakePte& pte, bool is_private) {
  add_tables(child, page);
  const bool own = pte.frame && !pte.frame->of_object && is_private;
  if (own && (policy == FakeFork::kEager || pte.frame->pins > 0)) {
    const FramePtr copy = copy_of(*pte.frame);
    copy->exclusive = true;
    return set_pte(child, page, {copy, pte.writable});
  }
  if (own) pte.frame->exclusive = false, pte.writable = false;
  set_pte(child, page, pte);
}

SysError FakeMemory::fork(FakeSpace& parent, uint64_t hart, FakeSpace& child) {
  const FakeCounts before = counts;
  const FakeSpace saved = parent;
  try {
    add_tables(child, 0);
    child.tables.erase({3, 0}), child.tables.erase({2, 0}), child.tables.erase({1, 0});
    if (left) *left += 3;
    child.vmas = parent.vmas;
    child.heap_pages = parent.heap_pages;
    for (auto& [page, pte] : parent.pages) share(child, page, pte, !find(parent, page)->shared);
  } catch (const NoFrame&) {
    destroy(child);
    child = {};
    counts = before;
    for (auto& [page, pte] : parent.pages) {
      pte.writable = saved.pages.at(page).writable;
      if (pte.frame && pte.writable) pte.frame->exclusive = true;
    }
    return SysError::kNoMemory;
  }
  if (policy != FakeFork::kEager) flush(parent, hart);
  return SysError::kNone;
}

void FakeMemory::destroy(FakeSpace& space) {
  while (!space.pins.empty()) {
    auto [frame, mode] = space.pins.begin()->second;
    --(mode == PinMode::kGet ? frame->gets : frame->pins);
    space.pins.erase(space.pins.begin());
    drop(frame);
  }
  for (auto& [page, pte] : space.pages) {
    if (!pte.frame) continue;
    --pte.frame->maps;
    drop(pte.frame);
  }
  if (left) *left += space.tables.size();
  space = {};
}

PageView FakeMemory::view(const FakeSpace& space, uint64_t page) const {
  using Kind = PageView::Kind;
  const FakeVma* vma = find(space, page);
  if (vma == nullptr) return {};
  const auto pte = space.pages.find(page);
  FramePtr frame = pte == space.pages.end() ? nullptr : pte->second.frame;
  if (pte == space.pages.end() && vma->object) {
    const uint64_t index = vma->object_page + page - vma->first;
    const auto found = vma->object->pages.find(index);
    if (found == vma->object->pages.end()) return {Kind::kAbsent, vma->object->id << 32 | index, 0};
    frame = found->second;
  }
  if (!frame) return {Kind::kZeroPage, 0, 0};
  return {Kind::kFrame, frame->id, frame->maps + frame->pins + frame->gets};
}

}  // namespace cowmmu::litmus
