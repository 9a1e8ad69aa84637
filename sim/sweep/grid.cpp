// SPDX-License-Identifier: Apache-2.0
#include "sweep/grid.h"

#include <fmt/format.h>

#include <algorithm>

#include "errors/errors.h"
#include "sweep/values.h"

namespace cowmmu {
namespace {

uint64_t count_points(const SweepFile& sweep) {
  uint64_t points = sweep.seeds;  // at most kMaxPoints, and so is each list: no overflow
  for (const AxisGroup& group : sweep.groups) {
    points *= std::min<uint64_t>(group.front().values.size(), kMaxPoints + 1);
    if (points > kMaxPoints) {
      throw InputError(
          fmt::format("{}: [sweep]: found more than {} points, allowed at most so many",
                      sweep.where, kMaxPoints));
    }
  }
  return points;
}

}  // namespace

Grid::Grid(const SweepFile& sweep)
    : groups_(sweep.groups), seeds_(sweep.seeds), skip_(sweep.skip), has_matched_(skip_.size()) {
  const uint64_t points = count_points(sweep);
  for (uint64_t raw = 0; raw < points; ++raw) {
    if (skip_.empty() || !is_skipped(raw_point(raw))) kept_.push_back(raw);
  }
  if (kept_.empty()) {
    throw InputError(sweep.where + ": [sweep]: skip leaves no point, allowed at least one");
  }
  refuse_idle_rules();
}

// Of two axes that are zipped, values that never meet.
void Grid::refuse_idle_rules() const {
  for (size_t rule = 0; rule < skip_.size(); ++rule) {
    if (has_matched_[rule]) continue;
    throw InputError(skip_[rule].where +
                     ": skip: found values that are together in no point, allowed those of at "
                     "least one (zip lets lists advance together)");
  }
}

void Grid::leave_out(const std::function<bool(const Point&)>& is_out) {
  std::erase_if(kept_, [&](uint64_t raw) { return is_out(raw_point(raw)); });
}

Point Grid::point(size_t index) const { return raw_point(kept_.at(index)); }

Point Grid::raw_point(uint64_t raw) const {
  Point point;
  point.seed_offset = raw % seeds_;
  raw /= seeds_;
  for (auto group = groups_.rbegin(); group != groups_.rend(); ++group) {
    const uint64_t length = group->front().values.size();
    for (auto axis = group->rbegin(); axis != group->rend(); ++axis) {
      point.settings.push_back(axis->values[raw % length]);
    }
    raw /= length;
  }
  std::ranges::reverse(point.settings);
  return point;
}

bool Grid::is_skipped(const Point& point) {
  const auto holds = [&](const SkipRule::Condition& condition) {
    const Setting& mine = *std::ranges::find(point.settings, condition.key, &Setting::key);
    return std::ranges::any_of(condition.any,
                               [&](const Setting& value) { return same_value(value, mine); });
  };
  bool skipped = false;
  for (size_t rule = 0; rule < skip_.size(); ++rule) {
    if (!std::ranges::all_of(skip_[rule].all, holds)) continue;
    has_matched_[rule] = true;
    skipped = true;
  }
  return skipped;
}

std::string point_text(const Point& point) {
  std::string text;
  for (const Setting& s : point.settings) {
    text += (text.empty() ? "" : ", ") + s.key + "=" + value_text(s);
  }
  return text;
}

}  // namespace cowmmu
