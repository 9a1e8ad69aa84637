// SPDX-License-Identifier: Apache-2.0
#include "commands/sweep_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace cowmmu {
namespace {

constexpr size_t kShownFailures = 5;

}  // namespace

SweepOutcome outcome_of(const Plan& plan, PointStore& store) {
  SweepOutcome outcome;
  for (size_t point = 0; point < plan.size(); ++point) {
    const std::optional<PointStatus> status = store.status(plan.key(point));
    if (!status) {
      ++outcome.missing;
      continue;
    }
    ++outcome.ended.at(static_cast<size_t>(*status));
    if (*status != PointStatus::kOk) outcome.failed.push_back(point);
  }
  return outcome;
}

std::string outcome_text(const SweepOutcome& outcome) {
  const size_t all = std::accumulate(outcome.ended.begin(), outcome.ended.end(), outcome.missing);
  std::string text = fmt::format("{} point{}: {} ok", all, all == 1 ? "" : "s", outcome.ended[0]);
  for (const PointStatus s : {PointStatus::kFailed, PointStatus::kCrashed, PointStatus::kTimeout}) {
    const size_t count = outcome.ended.at(static_cast<size_t>(s));
    if (count > 0) text += fmt::format(", {} {}", count, status_name(s));
  }
  return text;
}

std::string failures_text(const SweepOutcome& outcome, const Plan& plan, PointStore& store) {
  if (outcome.failed.empty()) return {};
  std::string text = fmt::format(
      "cowmmu sweep: {} did not end well (--retry-failed runs them again), the first:\n",
      outcome.failed.size());
  for (size_t i = 0; i < std::min(kShownFailures, outcome.failed.size()); ++i) {
    const size_t point = outcome.failed[i];
    text += fmt::format("cowmmu sweep: {}: {}\n", plan.text(point), store.error(plan.key(point)));
  }
  return text;
}

std::string left_out_text(const LeftOut& left_out, const std::string& mark) {
  if (left_out.points == 0) return {};
  return fmt::format("{}{} left out as refused, the first: {}\n", mark, left_out.points,
                     left_out.first);
}

std::string points_text(const Plan& plan, PointStore* store) {
  std::string text;
  for (size_t point = 0; point < plan.size(); ++point) {
    const auto status = store ? store->status(plan.key(point)) : std::nullopt;
    text += fmt::format("{:<8} {}\n", status ? status_name(*status) : "new", plan.text(point));
  }
  return text;
}

}  // namespace cowmmu
