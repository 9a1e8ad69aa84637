// SPDX-License-Identifier: Apache-2.0
// The table: a line a parameter, two columns a policy.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "output/numbers.h"
#include "sensitivity/sensitivity.h"

namespace cowmmu {
namespace {

using Row = Sensitivity::Row;
using Side = Sensitivity::Side;

constexpr size_t kCell = 11;
constexpr size_t kLine = 100;

// "27,144,979", or "0.403" where it is no integer.
std::string number(double value) {
  const bool is_integer = value >= 0 && value < 1e15 && value == std::floor(value);
  return is_integer ? grouped(static_cast<uint64_t>(value)) : fmt::format("{:.4g}", value);
}

std::string change(double before, double after) {
  if (before == after) return "0";
  if (before == 0) return number(after);
  return fmt::format("{:+.2f} %", 100 * (after - before) / std::abs(before));
}

std::string cell(const Figures& base, const std::optional<Side>& side, size_t policy) {
  if (!side) return "-";
  return side->figures.empty() ? "none" : change(base[policy], side->figures[policy]);
}

bool has_effect(const Figures& base, const std::optional<Side>& side) {
  return side && side->figures != base;  // without figures: something is to be said
}

bool has_ranking(const Sensitivity& s) { return s.policies.size() > 1; }

std::string name_of(const Row& row) {
  const Variation& v = row.variation;
  return v.key + "  " + to_text(v.value) + (v.unit.empty() ? "" : " " + v.unit);
}

std::vector<std::string> overtakings_of(const Sensitivity& s, const Row& row) {
  std::vector<std::string> said;
  for (const auto& [side, word] : {std::pair(&row.halved, "halved"), {&row.doubled, "doubled"}}) {
    if (!*side || (*side)->figures.empty()) continue;
    const auto found = overtakings(s.policies, s.base, (*side)->figures);
    if (!found.empty()) said.push_back(fmt::format("{}: {}", word, fmt::join(found, ", ")));
  }
  return said;
}

std::string head(const Sensitivity& s, size_t width) {
  std::string policies(width, ' '), sides(width, ' ');
  std::string base = fmt::format("{:<{}}", s.figure, width);
  for (size_t i = 0; i < s.policies.size(); ++i) {
    policies += fmt::format("{:>{}}", s.policies[i], 2 * kCell);
    base += fmt::format("{:>{}}", number(s.base[i]), 2 * kCell);
    sides += fmt::format("{:>{}}{:>{}}", "halved", kCell, "doubled", kCell);
  }
  return policies + "\n" + base + "\n" + sides + (has_ranking(s) ? "   ranking\n" : "\n");
}

std::string line(const Sensitivity& s, const Row& row, size_t width) {
  std::string text = fmt::format("{:<{}}", name_of(row), width);
  for (size_t i = 0; i < s.policies.size(); ++i) {
    text += fmt::format("{:>{}}", cell(s.base, row.halved, i), kCell);
    text += fmt::format("{:>{}}", cell(s.base, row.doubled, i), kCell);
  }
  if (!has_ranking(s)) return text + "\n";
  const auto said = overtakings_of(s, row);
  return text + "   " + (said.empty() ? "kept" : fmt::format("{}", fmt::join(said, "; "))) + "\n";
}

std::string wrapped(const std::string& head, const std::vector<std::string>& names) {
  std::string text, at = head;
  for (const std::string& name : names) {
    if (at.size() + 1 + name.size() > kLine) {
      text += at + "\n";
      at = " ";
    }
    at += " " + name + (&name == &names.back() ? "" : ",");
  }
  return text + at + "\n";
}

std::string reasons(const Sensitivity& s) {
  std::string text;
  for (const Row& row : s.rows) {
    for (const auto* side : {&row.halved, &row.doubled}) {
      if (*side && !(*side)->why.empty())
        text += fmt::format("none: {}={}: {}\n", row.variation.key, to_text((*side)->value),
                            (*side)->why);
    }
  }
  return text;
}

std::string verdict(const Sensitivity& s) {
  if (!has_ranking(s)) return "";
  size_t changes = 0, kept = 0;
  for (const Row& row : s.rows) {
    for (const auto* side : {&row.halved, &row.doubled}) {
      if (!*side || (*side)->figures.empty()) continue;
      ++changes;
      kept += overtakings(s.policies, s.base, (*side)->figures).empty() ? 1 : 0;
    }
  }
  return fmt::format("ranking by {}: {}; kept in {} of {} changes\n", s.figure,
                     ranking_text(s.policies, s.base), kept, changes);
}

}  // namespace

std::string sensitivity_text(const Sensitivity& s) {
  std::vector<Row> shown;
  std::vector<std::string> idle;
  size_t width = s.figure.size();
  for (const Row& row : s.rows) {
    if (has_effect(s.base, row.halved) || has_effect(s.base, row.doubled)) {
      shown.push_back(row);
      width = std::max(width, name_of(row).size());
    } else {
      idle.push_back(row.variation.key);
    }
  }
  std::string text = head(s, width);
  for (const Row& row : shown) text += line(s, row, width);
  std::string said = idle.empty() ? "" : wrapped("without effect:", idle);
  said += reasons(s) + verdict(s);
  return text + (said.empty() ? "" : "\n") + said;
}

}  // namespace cowmmu
