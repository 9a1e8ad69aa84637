// SPDX-License-Identifier: Apache-2.0
#include "programs/litmus/evaluate.h"

#include <fmt/format.h>

#include <array>

#include "programs/litmus/parse_expectation.h"

namespace cowmmu::litmus {
namespace {

struct Claim {
  std::string expected, got;
  bool holds = false;
};

std::string page_text(const ActorPage& page) {
  return fmt::format("{}:{}.{}", page.actor_name, page.page.name, page.page.first);
}

PageView view_of(const ActorPage& page, const Scene& scene) {
  const ActorState& actor = scene.cast.actors[page.actor];
  if (!actor.born || actor.ended) return {};
  return scene.probe.page(actor.pid, scene.layout.address(page.page, page.page.first));
}

std::string view_text(const PageView& view) {
  switch (view.kind) {
    case PageView::Kind::kUnmapped:
      return "no mapping";
    case PageView::Kind::kZeroPage:
      return "the zero page";
    case PageView::Kind::kAbsent:
      return "no frame yet";
    case PageView::Kind::kFrame:
      break;
  }
  return fmt::format("frame {:#x}", view.identity);
}

Claim check(const CounterExpect& expect, const Scene& scene) {
  const uint64_t value = scene.probe.counter(expect.counter);
  const std::string_view name = counter_name(expect.counter);
  return {fmt::format("{} {}", name, expect.condition.text()), fmt::format("{}", value),
          expect.condition.holds(value)};
}

Claim check(const RefsExpect& expect, const Scene& scene) {
  const PageView view = view_of(expect.page, scene);
  const bool frame = view.kind == PageView::Kind::kFrame;
  return {fmt::format("refs {} {}", page_text(expect.page), expect.condition.text()),
          frame ? fmt::format("{}", view.refs) : view_text(view),
          frame && expect.condition.holds(view.refs)};
}

Claim check(const SameExpect& expect, const Scene& scene) {
  const PageView a = view_of(expect.first, scene), b = view_of(expect.second, scene);
  const bool mapped = a.kind != PageView::Kind::kUnmapped && b.kind != PageView::Kind::kUnmapped;
  const bool same = a.kind == b.kind && a.identity == b.identity;
  return {fmt::format("{} {} {}", expect.same ? "same" : "differ", page_text(expect.first),
                      page_text(expect.second)),
          fmt::format("{} and {}", view_text(a), view_text(b)), mapped && same == expect.same};
}

Claim check(const RegisterExpect& expect, const Scene& scene) {
  Claim claim{expect.negated ? "not (" : "(", "", true};
  const char* between = "";
  for (const RegisterTerm& term : expect.terms) {
    const uint64_t value = scene.cast.registers[term.reg];
    claim.holds = claim.holds && term.condition.holds(value);
    claim.expected += fmt::format("{}{} {}", between, term.name, term.condition.text());
    claim.got += fmt::format("{}{} == {}", between, term.name, value);
    between = " and ";
  }
  claim.expected += ")";
  claim.holds = claim.holds != expect.negated;
  return claim;
}

}  // namespace

TestResult evaluate(const Expectation& expectation, const Scene& scene) {
  Claim claim = std::visit([&](const auto& e) { return check(e, scene); }, expectation.what);
  if (claim.holds) return std::nullopt;
  return Failure{expectation.at.line, std::move(claim.expected), std::move(claim.got)};
}

std::string_view outcome_text(Outcome outcome) {
  constexpr std::array<std::string_view, 3> kTexts = {"done", "segv", "nomem"};
  return kTexts[static_cast<size_t>(outcome)];
}

}  // namespace cowmmu::litmus
