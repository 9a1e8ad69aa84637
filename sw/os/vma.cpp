// SPDX-License-Identifier: Apache-2.0
#include "os/vma.h"

#include <algorithm>
#include <limits>

namespace cowmmu {

std::optional<VmaRange> VmaTree::find(ICpu& cpu, Vpn page) const {
  size_t low = 0, high = nodes_.size();
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    cpu.load(lines_[middle]);
    if (page < nodes_[middle].first) {
      high = middle;
    } else if (page >= nodes_[middle].end) {
      low = middle + 1;
    } else {
      return nodes_[middle];
    }
  }
  return std::nullopt;
}

void VmaTree::set(ICpu& cpu, KernelArena& arena, const VmaRange& range) {
  map_.set({Interval(range.first.value, range.end.value), range.vma});
  reindex(cpu, arena, range.first, range.end);
}

void VmaTree::erase(ICpu& cpu, KernelArena& arena, Vpn first, Vpn end) {
  map_.erase(Interval(first.value, end.value));
  reindex(cpu, arena, first, end);
}

void VmaTree::clear(ICpu& cpu, KernelArena& arena) {
  map_.clear();
  nodes_.clear();
  for (const PhysAddr line : lines_) arena.free_line(cpu, line);
  lines_.clear();
}

void VmaTree::reindex(ICpu& cpu, KernelArena& arena, Vpn first, Vpn end) {
  nodes_.clear();
  for (const auto& [interval, vma] : map_) {
    nodes_.push_back({Vpn(interval.lower()), Vpn(interval.upper()), vma});
  }
  while (lines_.size() < nodes_.size()) lines_.push_back(arena.allocate_line(cpu));
  while (lines_.size() > nodes_.size()) {
    arena.free_line(cpu, lines_.back());
    lines_.pop_back();
  }
  bool touched = false;
  for (size_t k = 0; k < nodes_.size(); ++k) {
    if (nodes_[k].end <= first || nodes_[k].first >= end) continue;
    cpu.store(lines_[k], nodes_[k].first.value);
    touched = true;
  }
  if (!touched && !lines_.empty()) cpu.store(lines_.front(), nodes_.front().first.value);
}

std::vector<VmaRange> VmaTree::within(ICpu& cpu, Vpn first, Vpn end) const {
  std::vector<VmaRange> parts;
  for (size_t k = 0; k < nodes_.size(); ++k) {
    const VmaRange& node = nodes_[k];
    if (node.end <= first || node.first >= end) continue;
    cpu.load(lines_[k]);
    parts.push_back({std::max(node.first, first), std::min(node.end, end), node.vma});
  }
  return parts;
}

bool VmaTree::covers(Vpn first, Vpn end) const {
  Vpn reached = first;
  for (const VmaRange& node : nodes_) {
    if (node.first <= reached && node.end > reached) reached = node.end;
  }
  return reached >= end;
}

std::optional<Vpn> VmaTree::find_gap(uint64_t pages, Vpn from, Vpn end) const {
  Vpn place = from;
  for (const VmaRange& node : nodes_) {
    if (node.end <= place) continue;
    if (node.first.value >= place.value + pages) break;
    place = node.end;
  }
  if (place.value + pages > end.value) return std::nullopt;
  return place;
}

Vpn VmaTree::end_before(Vpn page) const {
  Vpn end{};
  for (const VmaRange& node : nodes_) {
    if (node.first < page) end = std::min(node.end, page);
  }
  return end;
}

Vpn VmaTree::start_from(Vpn page) const {
  for (const VmaRange& node : nodes_) {
    if (node.end > page) return std::max(node.first, page);
  }
  return Vpn(std::numeric_limits<uint64_t>::max());
}

std::vector<VmaRange> VmaTree::all() const { return nodes_; }

}  // namespace cowmmu
