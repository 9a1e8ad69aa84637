// SPDX-License-Identifier: Apache-2.0
#include "programs/trace/address_map.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace cowmmu::trace {
namespace {

AtFork advised(AtFork before, uint32_t advice) {
  switch (advice) {
    case kDontFork:
      return AtFork::kLeaveOut;
    case kWipeOnFork:
      return AtFork::kWipe;
    case kDoFork:
    case kKeepOnFork:
      return AtFork::kInherit;
    default:
      return before;
  }
}

}  // namespace

AddressMap::Interval AddressMap::pages(VirtAddr start, ByteCount length) {
  const uint64_t first = start.value >> kPageShift;
  const uint64_t last = (start.value + (length.value - 1)) >> kPageShift;
  return Interval::right_open(first, last + 1);
}

void AddressMap::apply(Kind kind, const Detail& detail) {
  switch (kind) {
    case Kind::kMap:
      map_.set({pages(detail.address, detail.length), {detail.protection, detail.map_kind}});
      break;
    case Kind::kUnmap:
      map_.erase(pages(detail.address, detail.length));
      break;
    case Kind::kProtect:
      change(detail, [&](Area& area) { area.protection = detail.protection; });
      break;
    case Kind::kAdvise:
      change(detail, [&](Area& area) { area.at_fork = advised(area.at_fork, detail.advice); });
      break;
    case Kind::kRemap:
      remap(detail);
      break;
    default:
      break;
  }
}

template <class Change>
void AddressMap::change(const Detail& detail, Change&& change_area) {
  std::vector<Piece> pieces;
  for_each(detail.address, detail.length, [&](const Piece& piece) { pieces.push_back(piece); });
  for (Piece& piece : pieces) {
    change_area(piece.area);
    map_.set({Interval::right_open(piece.first.value, piece.last.value), piece.area});
  }
}

AddressMap AddressMap::forked() const {
  AddressMap child;
  for (const auto& [range, area] : map_)
    if (area.at_fork != AtFork::kLeaveOut) child.map_.set({range, area});
  return child;
}

// What grows continues the last page of the old range.
void AddressMap::remap(const Detail& detail) {
  std::vector<Piece> pieces;
  for_each(detail.address, detail.length, [&](const Piece& piece) { pieces.push_back(piece); });
  map_.erase(pages(detail.address, detail.length));
  map_.erase(pages(detail.new_address, detail.new_length));
  if (pieces.empty()) return;
  const Interval to = pages(detail.new_address, detail.new_length);
  const uint64_t from = vpn_of(detail.address).value;
  pieces.back().last = Vpn(std::max(pieces.back().last.value, from + (to.upper() - to.lower())));
  for (const Piece& piece : pieces) {
    const Interval moved = Interval::right_open(piece.first.value - from + to.lower(),
                                                piece.last.value - from + to.lower());
    if (const Interval cut = moved & to; !boost::icl::is_empty(cut)) map_.set({cut, piece.area});
  }
}

AddressMap::Piece AddressMap::find(Vpn page) const {
  const auto it = map_.find(page.value);
  if (it == map_.end()) return {};
  return {Vpn(it->first.lower()), Vpn(it->first.upper()), it->second};
}

bool AddressMap::maps_all(VirtAddr start, ByteCount length) const {
  return boost::icl::contains(map_, pages(start, length));
}

}  // namespace cowmmu::trace
