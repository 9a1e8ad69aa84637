// SPDX-License-Identifier: Apache-2.0
#include "programs/litmus/scope.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "programs/litmus/litmus_error.h"

namespace cowmmu::litmus {
namespace {

template <class Map>
std::vector<std::string_view> keys_of(const Map& map) {
  std::vector<std::string_view> keys;
  keys.reserve(map.size());
  for (const auto& [key, value] : map) keys.push_back(key);
  return keys;
}

}  // namespace

Scope::Scope(LitmusTest& test) : test_(test) {
  test_.actors.push_back({"init", 0, 0, {}});
  actors_.push_back({});
  spaces_.emplace_back();
  actor_names_.emplace("init", 0);
}

ActorId Scope::find_actor(std::string_view name, Position at) const {
  const auto found = actor_names_.find(name);
  if (found != actor_names_.end()) return found->second;
  throw LitmusError(test_.file, at,
                    "unknown process: " + unknown_word(name, keys_of(actor_names_)));
}

void Scope::check_hart(uint64_t hart, Position at) const {
  if (hart < test_.harts) return;
  throw LitmusError(test_.file, at,
                    fmt::format("found hart {}, allowed: 0 to {} (harts {})", hart, test_.harts - 1,
                                test_.harts));
}

void Scope::begin_par() {
  in_par_ = true;
  assigned_in_par_.clear();
}

void Scope::apply(ActorLine& line, const std::string& reg, Position reg_at) {
  ActorState& actor = actors_[line.actor];
  if (actor.waits_for && !in_par_) {
    throw LitmusError(
        test_.file, line.at,
        fmt::format("{} waits until its vforked child {} execs or exits",
                    test_.actors[line.actor].name, test_.actors[*actor.waits_for].name));
  }
  // Only a first line's @HART says where a child starts; a later one moves it there.
  if (!std::exchange(actor.spoke, true)) test_.actors[line.actor].hart = line.hart;
  resolve_op(line);
  if (!reg.empty()) assign(std::get<ReadOp>(line.op), reg, reg_at);
  // Expected to be killed: a vfork's parent goes on, and the name may be used again.
  const bool access = std::holds_alternative<ReadOp>(line.op) ||
                      std::holds_alternative<WriteOp>(line.op) ||
                      std::holds_alternative<FetchOp>(line.op);
  if (access && line.outcome != Outcome::kDone) end_process(test_.actors[line.actor].process);
}

void Scope::assign(ReadOp& op, const std::string& reg, Position at) {
  auto& names = test_.registers;
  const auto found = std::find(names.begin(), names.end(), reg);
  op.reg = static_cast<RegisterId>(found - names.begin());
  if (found == names.end()) names.push_back(reg);
  // Two threads that assign one name at the same time would leave it to chance who is last.
  if (in_par_ && !assigned_in_par_.insert(*op.reg).second) {
    throw LitmusError(test_.file, at,
                      fmt::format("found a second '{} :=' in one par block, allowed: one", reg));
  }
}

void Scope::resolve(Expectation& expectation) const {
  const auto resolve_page = [&](ActorPage& page) {
    page.actor = find_actor(page.actor_name, page.at);
    resolve_range(page.actor, page.page);
  };
  if (auto* refs = std::get_if<RefsExpect>(&expectation.what)) resolve_page(refs->page);
  if (auto* same = std::get_if<SameExpect>(&expectation.what)) {
    resolve_page(same->first);
    resolve_page(same->second);
  }
  auto* registers = std::get_if<RegisterExpect>(&expectation.what);
  if (registers == nullptr) return;
  for (RegisterTerm& term : registers->terms) {
    const auto& names = test_.registers;
    const auto found = std::find(names.begin(), names.end(), term.name);
    term.reg = static_cast<RegisterId>(found - names.begin());
    if (found != names.end()) continue;
    const std::vector<std::string_view> known(names.begin(), names.end());
    throw LitmusError(test_.file, term.at,
                      "nothing was read into it: " + unknown_word(term.name, known));
  }
}

const Scope::Mapping& Scope::find_mapping(ActorId actor, const std::string& name,
                                          Position at) const {
  const Space& space = spaces_[actors_[actor].space];
  const auto own = space.find(name);
  if (own != space.end()) return own->second;
  // A mapping of another process: here its pages are those of an unmapped name.
  const auto other = seen_.find(name);
  if (other != seen_.end()) return other->second;
  throw LitmusError(test_.file, at, "unknown mapping: " + unknown_word(name, keys_of(seen_)));
}

void Scope::resolve_range(ActorId actor, PageRange& range) const {
  const Mapping& mapping = find_mapping(actor, range.name, range.at);
  range.region = mapping.region;
  if (range.whole) range.last = std::max<uint64_t>(mapping.pages, 1) - 1;
  if (range.last < mapping.most) return;
  throw LitmusError(test_.file, range.at,
                    fmt::format("found page {} of {}, allowed: 0 to {} (pages={})", range.last,
                                range.name, mapping.most - 1, mapping.most));
}

RegionId Scope::add_region(ActorId actor, Region region) {
  for (const auto& [name, mapping] : space_of(actor)) {
    if (mapping.mapped) region.beside.push_back(mapping.region);
  }
  test_.regions.push_back(std::move(region));
  return test_.regions.size() - 1;
}

}  // namespace cowmmu::litmus
