// SPDX-License-Identifier: Apache-2.0
// The litmus language as data: what a .litmus file says, with names resolved (docs: "Litmus
// tests"). Nothing here is proportional to a number of pages: a range is two numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "programs/litmus/operation.h"

namespace cowmmu::litmus {

// One line of one process or thread: `NAME[@HART]: operation [-> outcome]`.
struct ActorLine {
  Position at;
  ActorId actor = 0;
  std::optional<uint64_t> hart;  // `@HART`: the actor is placed there first
  Operation op;
  Outcome outcome = Outcome::kDone;
};

enum class Counter : uint8_t {
  kCopies,
  kZeroFills,
  kReuses,
  kFaults,
  kShootdowns,
  kForks,
  kFrames,
  kLeaked,
  kStale,
  kCycles,
  kIpis,
};

struct CounterExpect {
  Counter counter{};
  Condition condition;
};
struct RefsExpect {
  ActorPage page;
  Condition condition;
};
struct SameExpect {
  bool same = true;  // false: `differ`
  ActorPage first, second;
};
struct RegisterTerm {
  std::string name;
  Position at;
  RegisterId reg = 0;
  Condition condition;
};
struct RegisterExpect {
  bool negated = false;  // `not ( ... )`
  std::vector<RegisterTerm> terms;
};
struct Expectation {
  Position at;
  std::variant<CounterExpect, RefsExpect, SameExpect, RegisterExpect> what;
};

// Lines that run at the same time when they belong to different actors, in order within one.
struct ParBlock {
  Position at;
  std::vector<ActorLine> lines;
};
struct LeaveLine {
  Position at;
  uint64_t frames = 0;
};
using Step = std::variant<ActorLine, ParBlock, LeaveLine, Expectation>;

// A process or a thread, by the line that makes it; actor 0 is init.
struct ActorDecl {
  std::string name;
  ActorId parent = 0;
  ActorId process = 0;           // the actor that is this one's process: itself unless a thread
  std::optional<uint64_t> hart;  // `@HART` of its first line: where it starts
};

// A range of virtual pages that some `map` or growing `remap` asks for. Addresses are chosen by
// layout.h, so that a name keeps a meaning after its pages are unmapped.
struct Region {
  uint64_t pages = 0;
  bool huge = false;
  bool heap = false;                   // brk's: its address is the OS's
  std::optional<RegionId> grown_from;  // a remap: stays in place where there is room
  std::vector<RegionId> beside;        // earlier regions live in the same address space
};

struct Setting {
  Position at;
  std::string key, value;
};
struct NotYet {
  Position at;
  std::string name;
};

struct LitmusTest {
  std::string file, name;
  Position at;
  uint64_t harts = 2;
  std::optional<uint64_t> frames;
  std::vector<Setting> settings;
  std::vector<Step> steps;
  std::vector<Expectation> at_end;
  std::vector<ActorDecl> actors;
  std::vector<Region> regions;
  std::vector<std::string> registers;
  std::vector<NotYet> not_yet;  // features of the language that this version cannot run
};

}  // namespace cowmmu::litmus
