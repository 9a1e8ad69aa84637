// SPDX-License-Identifier: Apache-2.0
#include "programs/litmus/parse_pages.h"

#include <fmt/format.h>

#include <array>

#include "base/types.h"

namespace cowmmu::litmus {
namespace {

constexpr std::array<std::string_view, 6> kComparisons = {"==", "!=", "<", "<=", ">", ">="};

void parse_last_page(LineLexer& line, PageRange& range) {
  if (!line.take_if("-")) return;
  const Position at = line.peek().at;
  range.last = line.take_number("the last page of the range");
  if (range.last < range.first) {
    line.fail(at, fmt::format("found page {} after '{}.{}-', allowed: {} or more", range.last,
                              range.name, range.first, range.first));
  }
}

void parse_offset(LineLexer& line, PageRange& range) {
  if (!line.take_if("+")) return;
  const Position at = line.peek().at;
  range.offset = line.take_number("an offset in bytes");
  if (range.offset % 8 != 0 || range.offset >= kPageBytes) {
    line.fail(at, fmt::format("found offset {}, allowed: multiples of 8 below {}", range.offset,
                              kPageBytes));
  }
}

void parse_set(LineLexer& line, Condition& condition) {
  line.take_punctuation("{");
  do {
    condition.values.push_back(line.take_number("a value"));
  } while (line.take_if(","));
  line.take_punctuation("}");
}

}  // namespace

PageRange parse_range(LineLexer& line, RangeForm form) {
  PageRange range;
  const Token name = line.take_word("a mapping's name");
  range.name = name.text;
  range.at = name.at;
  if (form == RangeForm::kWholeOrRange && !line.next_is(".")) {
    range.whole = true;
    return range;
  }
  line.take_punctuation(".");
  range.first = range.last = line.take_number("a page number");
  const bool one_page = form == RangeForm::kPage || form == RangeForm::kPageWithOffset;
  if (!one_page) parse_last_page(line, range);
  const bool offset = form == RangeForm::kRangeWithOffset || form == RangeForm::kPageWithOffset;
  if (offset) parse_offset(line, range);
  return range;
}

bool starts_condition(const LineLexer& line) {
  if (line.next_is("in")) return true;
  for (std::string_view sign : kComparisons) {
    if (line.next_is(sign)) return true;
  }
  return false;
}

Condition parse_condition(LineLexer& line) {
  Condition condition;
  if (line.take_if("in")) {
    condition.cmp = Cmp::kIn;
    parse_set(line, condition);
    return condition;
  }
  for (size_t i = 0; i < kComparisons.size(); ++i) {
    if (!line.take_if(kComparisons[i])) continue;
    condition.cmp = static_cast<Cmp>(i);
    condition.values.push_back(line.take_number("a value"));
    return condition;
  }
  line.fail_here("== != < <= > >= in");
}

uint64_t parse_value(LineLexer& line) {
  line.take_punctuation("=");
  return line.take_number("a value");
}

}  // namespace cowmmu::litmus
