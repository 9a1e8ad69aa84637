// SPDX-License-Identifier: Apache-2.0
#include "programs/litmus/parse_operation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

#include "programs/litmus/parse_pages.h"

namespace cowmmu::litmus {
namespace {

// A process's user half has at most 2^44 pages (Sv57): a larger N fits no mode.
constexpr uint64_t kMostPages = 1ULL << 44;
constexpr std::array<std::string_view, 4> kProts = {"none", "r", "rw", "rx"};  // as enum Prot

uint64_t parse_pages(LineLexer& line) {
  const Position at = line.peek().at;
  const uint64_t pages = line.take_number("a number of pages");
  if (pages == 0 || pages > kMostPages) {
    line.fail(at, fmt::format("found {} pages, allowed: 1 to {}", pages, kMostPages));
  }
  return pages;
}

uint64_t parse_pages_key(LineLexer& line) {
  line.take_one_of(std::array<std::string_view, 1>{"pages"});
  line.take_punctuation("=");
  return parse_pages(line);
}

Prot parse_prot(LineLexer& line, bool none_too) {
  const std::span<const std::string_view> all = kProts;
  const size_t skipped = none_too ? 0 : 1;
  return static_cast<Prot>(skipped + line.take_one_of(all.subspan(skipped)));
}

void parse_map_option(LineLexer& line, MapOp& op) {
  constexpr std::array<std::string_view, 4> kOptions = {"prot", "shared", "huge", "kind"};
  switch (line.take_one_of(kOptions)) {
    case 0:
      line.take_punctuation("=");
      op.prot = parse_prot(line, false);
      break;
    case 1:
      op.shared = true;
      break;
    case 2:
      op.huge = true;
      break;
    default:
      line.take_punctuation("=");
      line.take_one_of(std::array<std::string_view, 1>{"file"});
      op.file = true;
  }
}

Operation parse_map(LineLexer& line) {
  MapOp op;
  op.name = line.take_word("a mapping's name").text;
  op.pages = parse_pages_key(line);
  while (!line.at_end() && !line.next_is("->")) parse_map_option(line, op);
  return op;
}

Operation parse_unmap(LineLexer& line) {
  return UnmapOp{parse_range(line, RangeForm::kWholeOrRange)};
}
Operation parse_dontneed(LineLexer& line) {
  return DontneedOp{parse_range(line, RangeForm::kWholeOrRange)};
}
Operation parse_protect(LineLexer& line) {
  PageRange range = parse_range(line, RangeForm::kWholeOrRange);
  return ProtectOp{std::move(range), parse_prot(line, true)};
}
Operation parse_write(LineLexer& line) {
  PageRange range = parse_range(line, RangeForm::kRangeWithOffset);
  return WriteOp{std::move(range), parse_value(line)};
}
Operation parse_read(LineLexer& line) {
  ReadOp op{parse_range(line, RangeForm::kRangeWithOffset), {}, {}};
  if (starts_condition(line)) op.condition = parse_condition(line);
  return op;
}
Operation parse_fetch(LineLexer& line) { return FetchOp{parse_range(line, RangeForm::kPage)}; }

template <ForkKind kKind>
Operation parse_fork(LineLexer& line) {
  return ForkOp{kKind, std::string(line.take_word("a name for the new process").text), 0};
}
Operation parse_exec(LineLexer&) { return ExecOp{}; }
Operation parse_exit(LineLexer&) { return ExitOp{}; }
Operation parse_yield(LineLexer&) { return YieldOp{}; }

Operation parse_wait(LineLexer& line) {
  const Token name = line.take_word("a process's name");
  return WaitOp{std::string(name.text), name.at, 0};
}
Operation parse_brk(LineLexer& line) {
  if (!line.next_is("+") && !line.next_is("-")) line.fail_here("+N or -N pages");
  const bool grow = line.take().text == "+";
  return BrkOp{grow, parse_pages(line)};
}
Operation parse_remap(LineLexer& line) {
  const Token name = line.take_word("a mapping's name");
  RemapOp op;
  op.name = name.text;
  op.at = name.at;
  op.pages = parse_pages_key(line);
  return op;
}
Operation parse_pin(LineLexer& line) {
  constexpr std::array<std::string_view, 3> kKinds = {"rw", "r", "get"};  // as enum PinKind
  PinOp op{parse_range(line, RangeForm::kPage), PinKind::kRw};
  if (!line.at_end() && !line.next_is("->")) {
    op.kind = static_cast<PinKind>(line.take_one_of(kKinds));
  }
  return op;
}
Operation parse_unpin(LineLexer& line) { return UnpinOp{parse_range(line, RangeForm::kPage)}; }
Operation parse_peek(LineLexer& line) {
  PageRange page = parse_range(line, RangeForm::kPageWithOffset);
  return PeekOp{std::move(page), parse_condition(line)};
}
Operation parse_poke(LineLexer& line) {
  PageRange page = parse_range(line, RangeForm::kPageWithOffset);
  return PokeOp{std::move(page), parse_value(line)};
}
Operation parse_kwrite(LineLexer& line) {
  PageRange page = parse_range(line, RangeForm::kPageWithOffset);
  return KwriteOp{std::move(page), parse_value(line)};
}
Operation parse_migrate(LineLexer& line) {
  const Position at = line.peek().at;
  return MigrateOp{line.take_number("a hart's number"), at};
}

constexpr std::array<std::string_view, 23> kNames = {
    "map",   "unmap", "dontneed", "protect", "write",  "read",  "fetch",  "fork",
    "vfork", "spawn", "thread",   "exec",    "exit",   "wait",  "brk",    "remap",
    "pin",   "unpin", "peek",     "poke",    "kwrite", "yield", "migrate"};
constexpr std::array<Operation (*)(LineLexer&), 23> kParsers = {parse_map,
                                                                parse_unmap,
                                                                parse_dontneed,
                                                                parse_protect,
                                                                parse_write,
                                                                parse_read,
                                                                parse_fetch,
                                                                parse_fork<ForkKind::kFork>,
                                                                parse_fork<ForkKind::kVfork>,
                                                                parse_fork<ForkKind::kSpawn>,
                                                                parse_fork<ForkKind::kThread>,
                                                                parse_exec,
                                                                parse_exit,
                                                                parse_wait,
                                                                parse_brk,
                                                                parse_remap,
                                                                parse_pin,
                                                                parse_unpin,
                                                                parse_peek,
                                                                parse_poke,
                                                                parse_kwrite,
                                                                parse_yield,
                                                                parse_migrate};

// `R := read NAME.P[+OFF]`
void parse_assignment(LineLexer& line, const Token& name, ParsedOperation& parsed) {
  parsed.reg = name.text;
  parsed.reg_at = name.at;
  parsed.at = line.peek().at;
  line.take_one_of(std::array<std::string_view, 1>{"read"});
  parsed.op = ReadOp{parse_range(line, RangeForm::kPageWithOffset), {}, {}};
}

constexpr unsigned kMayKill = 1, kMayLack = 2;  // allows `-> segv`, `-> nomem`
// What an operation can end in: an access in both, a call that needs memory in nomem. The kernel's
// access to user memory (pin, kwrite) answers with an error where an access would be killed.
unsigned outcomes_of(const Operation& op) {
  return std::visit(
      []<class T>(const T&) -> unsigned {
        constexpr bool kAccess = std::is_same_v<T, WriteOp> || std::is_same_v<T, ReadOp> ||
                                 std::is_same_v<T, FetchOp> || std::is_same_v<T, KwriteOp> ||
                                 std::is_same_v<T, PinOp>;
        constexpr bool kCall = std::is_same_v<T, MapOp> || std::is_same_v<T, ForkOp> ||
                               std::is_same_v<T, BrkOp> || std::is_same_v<T, RemapOp> ||
                               std::is_same_v<T, ExecOp>;
        return kAccess ? kMayKill | kMayLack : kCall ? kMayLack : 0;
      },
      op);
}

}  // namespace

ParsedOperation parse_operation(LineLexer& line) {
  ParsedOperation parsed;
  parsed.at = line.peek().at;
  if (line.peek().kind == TokenKind::kWord) {
    const auto known = std::find(kNames.begin(), kNames.end(), line.peek().text);
    if (known != kNames.end()) {
      line.take();
      parsed.op = kParsers[static_cast<size_t>(known - kNames.begin())](line);
      return parsed;
    }
    const Token name = line.take();
    if (line.take_if(":=")) return parse_assignment(line, name, parsed), parsed;
    line.fail(name.at, unknown_word(name.text, kNames));
  }
  line.take_one_of(kNames);  // throws: no word here
  return parsed;
}

Outcome parse_outcome(LineLexer& line, const Operation& op) {
  constexpr std::array<std::string_view, 2> kOutcomes = {"nomem", "segv"};
  const unsigned allowed = outcomes_of(op);
  if (!line.next_is("->")) return Outcome::kDone;
  if (allowed == 0)
    line.fail_here(fmt::format("nothing: {} has no other outcome", operation_name(op)));
  line.take();
  const std::span<const std::string_view> all = kOutcomes;
  const size_t which = line.take_one_of(all.first(allowed & kMayKill ? 2 : 1));
  return which == 0 ? Outcome::kNomem : Outcome::kSegv;
}

std::string_view operation_name(const Operation& op) {
  // kNames has the four kinds of ForkOp where Operation has one alternative.
  constexpr size_t kFork = 7;
  if (const auto* fork = std::get_if<ForkOp>(&op)) {
    return kNames[kFork + static_cast<size_t>(fork->kind)];
  }
  return kNames[op.index() < kFork ? op.index() : op.index() + 3];
}

}  // namespace cowmmu::litmus
