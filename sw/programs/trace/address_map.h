// SPDX-License-Identifier: Apache-2.0
// AddressMap: the mappings of one recorded process: which pages, with which protection and kind.
#pragma once

#include <boost/icl/interval_map.hpp>
#include <cstdint>

#include "programs/trace/record.h"

namespace cowmmu::trace {

// What fork does with a mapping (madvise 10, 11, 18, 19).
enum class AtFork : uint8_t { kInherit, kLeaveOut, kWipe };

struct Area {
  Protection protection{};
  MapKind kind = MapKind::kAnonymous;
  AtFork at_fork = AtFork::kInherit;
  bool shared() const { return kind == MapKind::kShared; }
  constexpr bool operator==(const Area&) const = default;
};

class AddressMap {
 public:
  // Mapped pages [first, last) of one area.
  struct Piece {
    Vpn first{};
    Vpn last{};
    Area area{};
    bool contains(Vpn page) const { return first <= page && page < last; }
  };

  // Performs a kMap, kUnmap, kProtect, kRemap or kAdvise; other kinds change nothing.
  void apply(Kind kind, const Detail& detail);
  // The child's mappings at a fork.
  AddressMap forked() const;

  // The piece around a page; empty (first == last) if it is not mapped.
  Piece find(Vpn page) const;
  bool maps_all(VirtAddr start, ByteCount length) const;
  // Calls visit(piece) for every mapped piece of [start, start + length), cut to it.
  template <class Visit>
  void for_each(VirtAddr start, ByteCount length, Visit&& visit) const {
    const Interval range = pages(start, length);
    auto [it, end] = map_.equal_range(range);
    for (; it != end; ++it) {
      const Interval cut = it->first & range;
      visit(Piece{Vpn(cut.lower()), Vpn(cut.upper()), it->second});
    }
  }

 private:
  // Enricher: an inaccessible anonymous area equals Area{} and is a mapping all the same.
  using Map = boost::icl::interval_map<uint64_t, Area, boost::icl::partial_enricher, std::less,
                                       boost::icl::inplace_identity>;
  using Interval = Map::interval_type;
  static Interval pages(VirtAddr start, ByteCount length);
  template <class Change>
  void change(const Detail& detail, Change&& change_area);
  void remap(const Detail& detail);

  Map map_;
};

}  // namespace cowmmu::trace
