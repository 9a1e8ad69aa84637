// SPDX-License-Identifier: Apache-2.0
// What each operation changes in the scope.
#include <fmt/format.h>

#include <algorithm>

#include "programs/litmus/litmus_error.h"
#include "programs/litmus/scope.h"

namespace cowmmu::litmus {
namespace {

constexpr std::string_view kHeap = "heap";  // the pages that brk adds are heap.0, heap.1 ...

}  // namespace

template <class PageOp>
void Scope::resolve_op(ActorLine& line, PageOp& op) {
  if constexpr (requires { op.range; }) {
    resolve_range(line.actor, op.range);
  } else {
    resolve_range(line.actor, op.page);
  }
}
void Scope::resolve_op(ActorLine& line) {
  std::visit([&](auto& op) { resolve_op(line, op); }, line.op);
}

void Scope::resolve_op(ActorLine& line, MapOp& op) {
  Space& space = space_of(line.actor);
  const auto old = space.find(op.name);
  if (op.name == kHeap || (old != space.end() && old->second.mapped)) {
    throw LitmusError(test_.file, line.at,
                      fmt::format("found a second mapping '{}', allowed: a new name, or unmap the "
                                  "whole of it first",
                                  op.name));
  }
  if (op.file) op.file_id = files_.try_emplace(op.name, files_.size() + 1).first->second;
  if (op.huge) not_yet(line.at, "huge");
  op.region = add_region(line.actor, {op.pages, op.huge, false, {}, {}});
  if (line.outcome != Outcome::kDone) return;
  space[op.name] = seen_[op.name] = {op.region, op.pages, op.pages, true};
}

void Scope::resolve_op(ActorLine& line, UnmapOp& op) {
  resolve_range(line.actor, op.range);
  const auto own = space_of(line.actor).find(op.range.name);
  if (op.range.whole && own != space_of(line.actor).end()) own->second.mapped = false;
}

void Scope::resolve_op(ActorLine& line, ForkOp& op) {
  const auto old = actor_names_.find(op.name);
  if (old != actor_names_.end() && !actors_[old->second].ended) {
    throw LitmusError(test_.file, line.at,
                      fmt::format("found a second '{}', allowed: a name that no running process or "
                                  "thread has",
                                  op.name));
  }
  if (op.kind == ForkKind::kSpawn) not_yet(line.at, "spawn");
  const bool thread = op.kind == ForkKind::kThread;
  op.child = test_.actors.size();
  const ActorId process = thread ? test_.actors[line.actor].process : op.child;
  test_.actors.push_back({op.name, line.actor, process, {}});
  ActorState child;
  child.space = actors_[line.actor].space;
  if (op.kind == ForkKind::kFork || op.kind == ForkKind::kSpawn) {
    spaces_.push_back(Space(spaces_[child.space]));
    child.space = spaces_.size() - 1;
  }
  actors_.push_back(child);
  if (line.outcome != Outcome::kDone) return;  // it never exists: its name stays unknown
  actor_names_.insert_or_assign(op.name, op.child);
  if (op.kind == ForkKind::kVfork) actors_[line.actor].waits_for = op.child;
}

void Scope::resolve_op(ActorLine& line, ExecOp&) {
  if (line.outcome != Outcome::kDone) return;
  // The old names stay as those of unmapped pages; other threads of the process end.
  Space fresh = space_of(line.actor);
  for (auto& [name, mapping] : fresh) mapping.mapped = false;
  fresh.erase(std::string(kHeap));
  spaces_.push_back(std::move(fresh));
  actors_[line.actor].space = spaces_.size() - 1;
  const ActorId process = test_.actors[line.actor].process;
  for (ActorId a = 0; a < actors_.size(); ++a) {
    if (test_.actors[a].process == process && a != line.actor) actors_[a].ended = true;
  }
  resume_parent_of(process);
}

void Scope::resolve_op(ActorLine& line, ExitOp&) {
  actors_[line.actor].ended = true;
  if (test_.actors[line.actor].process == line.actor) end_process(line.actor);
}

void Scope::resolve_op(ActorLine& line, WaitOp& op) {
  op.child = find_actor(op.name, op.at);
  if (test_.actors[op.child].process == op.child && op.child != line.actor) return;
  throw LitmusError(test_.file, op.at,
                    fmt::format("found '{}', allowed: another process, not a thread", op.name));
}

void Scope::resolve_op(ActorLine& line, BrkOp& op) {
  Space& space = space_of(line.actor);
  auto heap = space.find(kHeap);
  if (heap == space.end()) {
    const RegionId region = add_region(line.actor, {0, false, true, {}, {}});
    heap = space.emplace(kHeap, Mapping{region, 0, 0, true}).first;
  }
  Mapping& mapping = heap->second;
  if (!op.grow && op.pages > mapping.pages) {
    throw LitmusError(
        test_.file, line.at,
        fmt::format("found brk -{}, allowed: up to -{}, the heap", op.pages, mapping.pages));
  }
  if (line.outcome != Outcome::kDone) return;
  mapping.pages = op.grow ? mapping.pages + op.pages : mapping.pages - op.pages;
  mapping.most = std::max(mapping.most, mapping.pages);
  test_.regions[mapping.region].pages = mapping.most;
  seen_[std::string(kHeap)] = mapping;
}

void Scope::resolve_op(ActorLine& line, RemapOp& op) {
  const Mapping& found = find_mapping(line.actor, op.name, op.at);
  const auto own = space_of(line.actor).find(op.name);
  if (op.name == kHeap || own == space_of(line.actor).end() || !own->second.mapped) {
    throw LitmusError(test_.file, op.at,
                      fmt::format("found '{}', allowed: a mapping that is mapped", op.name));
  }
  op.from = op.to = found.region;
  op.old_pages = found.pages;
  const bool grows = op.pages > found.pages;
  if (grows)
    op.to = add_region(line.actor, {op.pages, test_.regions[op.from].huge, false, op.from, {}});
  if (line.outcome != Outcome::kDone) return;
  Mapping& mapping = own->second;
  mapping.most = grows ? op.pages : mapping.most;
  mapping.pages = op.pages;
  mapping.region = op.to;
  seen_[op.name] = mapping;
}

void Scope::resolve_op(ActorLine&, MigrateOp& op) { check_hart(op.hart, op.at); }

void Scope::end_process(ActorId process) {
  for (ActorId a = 0; a < actors_.size(); ++a) {
    if (test_.actors[a].process == process) actors_[a].ended = true;
  }
  resume_parent_of(process);
}

void Scope::resume_parent_of(ActorId process) {
  for (ActorState& actor : actors_) {
    if (actor.waits_for == process) actor.waits_for.reset();
  }
}

}  // namespace cowmmu::litmus
