// SPDX-License-Identifier: Apache-2.0
#include "programs/trace/cow_space.h"

#include <utility>

namespace cowmmu::trace {

CowSpace::CowSpace(CowSpace* parent) : frames_(parent->frames_), map_(parent->map_.forked()) {
  for (auto& [number, page] : parent->pages_) {
    const AtFork at_fork = parent->map_.find(Vpn(number)).area.at_fork;
    if (at_fork != AtFork::kInherit) continue;
    if (page.frame != kNoFrame) {
      page.write_protected = true;
      frames_.get(page.frame);
    }
    pages_.emplace(number, page);
  }
}

CowSpace::~CowSpace() {
  for (const auto& [number, page] : pages_)
    if (page.frame != kNoFrame) frames_.put(page.frame);
}

CowSpace::Page* CowSpace::present(Vpn page) {
  const auto it = pages_.find(page.value);
  if (it != pages_.end()) return &it->second;
  return map_.find(page).contains(page) ? &pages_[page.value] : nullptr;
}

void CowSpace::touch(Vpn page) { present(page); }

Write CowSpace::write(Vpn number) {
  Page* page = present(number);
  if (page == nullptr) return Write::kPlain;
  if (page->frame == kNoFrame) {
    if (map_.find(number).area.shared()) return Write::kPlain;
    page->frame = frames_.make();
    return Write::kFirst;
  }
  if (!page->write_protected) return Write::kPlain;
  page->write_protected = false;
  if (!frames_.shared(page->frame)) return Write::kReuse;
  frames_.put(page->frame);
  page->frame = frames_.make();
  return Write::kCopy;
}

void CowSpace::change(Kind kind, const Detail& detail) {
  switch (kind) {
    case Kind::kMap:
    case Kind::kUnmap:
      drop(detail.address, detail.length);
      break;
    case Kind::kRemap:
      return move(detail);
    case Kind::kAdvise:
      if (detail.advice == kDontNeed)
        map_.for_each(detail.address, detail.length, [&](const AddressMap::Piece& piece) {
          if (!piece.area.shared())
            drop(addr_of(piece.first), ByteCount(addr_of(piece.last - piece.first).value));
        });
      break;
    default:
      break;
  }
  map_.apply(kind, detail);
}

std::vector<std::pair<Vpn, CowSpace::Page>> CowSpace::take(VirtAddr start, ByteCount length) {
  const Vpn first = vpn_of(start);
  const Vpn last = vpn_of(VirtAddr(start.value + (length.value - 1)));
  std::vector<std::pair<Vpn, Page>> taken;
  // A range may be far larger than the table (a mapping of a terabyte that is never touched).
  if (last.value - first.value >= pages_.size()) {
    for (const auto& [number, page] : pages_)
      if (first.value <= number && number <= last.value) taken.emplace_back(number, page);
  } else {
    for (uint64_t number = first.value; number <= last.value; ++number)
      if (const auto it = pages_.find(number); it != pages_.end())
        taken.emplace_back(number, it->second);
  }
  for (const auto& [number, page] : taken) pages_.erase(number.value);
  return taken;
}

void CowSpace::drop(VirtAddr start, ByteCount length) {
  for (const auto& [number, page] : take(start, length))
    if (page.frame != kNoFrame) frames_.put(page.frame);
}

void CowSpace::move(const Detail& detail) {
  const auto taken = take(detail.address, detail.length);
  drop(detail.new_address, detail.new_length);
  map_.apply(Kind::kRemap, detail);
  for (const auto& [number, page] : taken) {
    const Vpn offset = number - vpn_of(detail.address);
    if (offset < Vpn(detail.new_length.value >> kPageShift))
      pages_[(vpn_of(detail.new_address) + offset).value] = page;
    else if (page.frame != kNoFrame)
      frames_.put(page.frame);
  }
}

CowSpace::Census CowSpace::census() const {
  Census census;
  for (const auto& [number, page] : pages_) {
    if (map_.find(Vpn(number)).area.shared()) continue;
    ++census.present;
    census.dirty += page.frame != kNoFrame ? 1 : 0;
  }
  return census;
}

}  // namespace cowmmu::trace
