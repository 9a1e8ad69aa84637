// SPDX-License-Identifier: Apache-2.0
#include "document.h"

#include <fmt/format.h>

#include <stdexcept>

#include "sizes.h"

namespace cowmmu::formulas {
namespace {

std::string counts_table() {
  std::string text = "### The counts\n\n| count | meaning |\n|---|---|\n";
  for (const CountInfo& info : kCountInfos) {
    text += fmt::format("| {} | {} |\n", info.symbol, info.meaning);
  }
  return text;
}

// "134 + 135 n + 71 t": the coefficients of all terms, in the order of counts.
std::string closed_form(const Formula& formula) {
  Counts sums;
  for (const auto& terms : {formula.terms, formula.more}) {
    for (const Term& term : terms) sums[term.count] += term.cycles;
  }
  std::string text;
  for (size_t i = 0; i < kCounts; ++i) {
    if (sums.of[i] == 0) continue;
    if (!text.empty()) text += " + ";
    const bool constant = i == static_cast<size_t>(Count::kOne);
    if (constant || sums.of[i] != 1) text += std::to_string(sums.of[i]);
    if (!constant && sums.of[i] != 1) text += " ";
    if (!constant) text += kCountInfos[i].symbol;
  }
  return text;
}

std::string formula_section(const Formula& formula) {
  std::string text = fmt::format("### {}\n\n    {}\n\n| cycles | accesses |\n|---|---|\n",
                                 formula.name, closed_form(formula));
  for (const auto& terms : {formula.terms, formula.more}) {
    for (const Term& term : terms) {
      const auto symbol = kCountInfos[static_cast<size_t>(term.count)].symbol;
      text += term.count == Count::kOne
                  ? fmt::format("| {} | {} |\n", term.cycles, term.accesses)
                  : fmt::format("| {} {} | {} |\n", term.cycles, symbol, term.accesses);
    }
  }
  return text;
}

std::string numbers_row(uint64_t pages) {
  Size size{.pages = pages, .written = pages / 2, .harts = 4};
  Size eager = size, everywhere = size;
  eager.policy = Policy::kEager;
  everywhere.all_harts = true;
  return fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} |\n", pages,
                     tables_of(pages, size.levels), fork_cycles(eager), fork_cycles(size),
                     faults_cycles(size), value(shootdown(), shootdown_counts(everywhere)),
                     exit_cycles(size), break_even(size));
}

std::string numbers_table() {
  std::string text =
      "### Numbers\n\nSv48, 4 harts, the child writes half of the pages (rounded down); the "
      "shootdown is fork's under `ipi_all`, all else under `ipi_mask`.\n\n"
      "| pages | tables | fork, eager | fork, cow | its COW faults, all | shootdown | child's "
      "exit, "
      "cow | break-even of cow, pages written |\n|---|---|---|---|---|---|---|---|\n";
  for (const uint64_t pages : {1, 16, 33, 34, 512, 513, 4096, 16384}) text += numbers_row(pages);
  return text;
}

}  // namespace

std::string generated_part() {
  std::string text = counts_table();
  for (const Formula& formula : all()) text += "\n" + formula_section(formula);
  return text + "\n" + numbers_table();
}

std::string with_generated_part(const std::string& text) {
  const size_t begin = text.find(kBegin), end = text.find(kEnd);
  if (begin == std::string::npos || end == std::string::npos || end < begin) {
    throw std::runtime_error("the marks of the generated part are missing");
  }
  const size_t from = begin + std::string_view(kBegin).size();
  return text.substr(0, from) + "\n" + generated_part() + "\n" + text.substr(end);
}

}  // namespace cowmmu::formulas
