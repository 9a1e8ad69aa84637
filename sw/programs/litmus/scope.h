// SPDX-License-Identifier: Apache-2.0
// Scope: follows a test line by line and knows which processes, threads, mappings and registers
// exist at each, so that a name or a page that means nothing is a bad line. It resolves names in
// the operations that it is given and adds actors, regions and registers to the test.
// What a line really does is the machine's answer: Scope believes the expected outcomes.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "programs/litmus/ast.h"

namespace cowmmu::litmus {

class Scope {
 public:
  explicit Scope(LitmusTest& test);

  ActorId find_actor(std::string_view name, Position at) const;
  void check_hart(uint64_t hart, Position at) const;
  // `reg` is the name that a read assigns, or empty.
  void apply(ActorLine& line, const std::string& reg, Position reg_at);
  void resolve(Expectation& expectation) const;
  void begin_par();
  void end_par() { in_par_ = false; }

 private:
  struct Mapping {
    RegionId region = 0;
    uint64_t pages = 0;  // now
    uint64_t most = 0;   // largest page count at this address: pages beyond are bad lines
    bool mapped = false;
  };
  using Space = std::map<std::string, Mapping, std::less<>>;
  struct ActorState {
    size_t space = 0;
    bool ended = false, spoke = false;  // spoke: it has had a line
    std::optional<ActorId> waits_for;   // its vforked child, until that execs or exits
  };

  void resolve_op(ActorLine& line);
  void resolve_op(ActorLine& line, MapOp& op);
  void resolve_op(ActorLine& line, UnmapOp& op);
  void resolve_op(ActorLine& line, ForkOp& op);
  void resolve_op(ActorLine& line, ExecOp& op);
  void resolve_op(ActorLine& line, ExitOp& op);
  void resolve_op(ActorLine& line, WaitOp& op);
  void resolve_op(ActorLine& line, BrkOp& op);
  void resolve_op(ActorLine& line, RemapOp& op);
  void resolve_op(ActorLine& line, MigrateOp& op);
  void resolve_op(ActorLine&, YieldOp&) {}
  template <class PageOp>
  void resolve_op(ActorLine& line, PageOp& op);  // the rest: a page range and nothing else

  void resolve_range(ActorId actor, PageRange& range) const;
  const Mapping& find_mapping(ActorId actor, const std::string& name, Position at) const;
  RegionId add_region(ActorId actor, Region region);
  void assign(ReadOp& op, const std::string& reg, Position at);
  void end_process(ActorId process);
  void resume_parent_of(ActorId process);
  Space& space_of(ActorId actor) { return spaces_[actors_[actor].space]; }
  void not_yet(Position at, std::string name) { test_.not_yet.push_back({at, std::move(name)}); }

  LitmusTest& test_;
  std::vector<ActorState> actors_;  // as test_.actors
  std::vector<Space> spaces_;
  std::map<std::string, ActorId, std::less<>> actor_names_;  // the latest of each name
  Space seen_;  // the latest mapping of each name in any process
  std::map<std::string, uint64_t, std::less<>> files_;
  bool in_par_ = false;
  std::set<RegisterId> assigned_in_par_;
};

}  // namespace cowmmu::litmus
