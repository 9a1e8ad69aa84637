// SPDX-License-Identifier: Apache-2.0
// The operations of the litmus language, one small struct each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace cowmmu::litmus {

// Line and column in a file, from 1; columns count bytes.
struct Position {
  uint32_t line = 1, column = 1;
  bool operator==(const Position&) const = default;
};

using ActorId = size_t;     // index into LitmusTest::actors
using RegionId = size_t;    // index into LitmusTest::regions
using RegisterId = size_t;  // index into LitmusTest::registers

// `NAME.P[-Q][+OFF]`: pages first..last of a mapping and a byte offset within each.
struct PageRange {
  std::string name;
  Position at;
  bool whole = false;  // the name alone; the checker fills first and last
  uint64_t first = 0, last = 0;
  uint64_t offset = 0;
  RegionId region = 0;
};
// `P:NAME.P`
struct ActorPage {
  std::string actor_name;
  Position at;
  ActorId actor = 0;
  PageRange page;
};

enum class Cmp : uint8_t { kEq, kNe, kLt, kLe, kGt, kGe, kIn };
// A comparison with a constant, or `in {V, ...}`.
struct Condition {
  Cmp cmp = Cmp::kEq;
  std::vector<uint64_t> values;
  bool holds(uint64_t value) const;
  std::string text() const;  // "== 11", "in {1, 2}"
};

// kDone: the operation completes without error.
enum class Outcome : uint8_t { kDone, kSegv, kNomem };

enum class Prot : uint8_t { kNone, kR, kRw, kRx };

struct MapOp {
  std::string name;
  uint64_t pages = 0;
  Prot prot = Prot::kRw;
  bool shared = false, huge = false, file = false;
  uint64_t file_id = 0;  // of `kind=file`: maps of one name map one file
  RegionId region = 0;
};
struct UnmapOp {
  PageRange range;
};
struct DontneedOp {
  PageRange range;
};
struct ProtectOp {
  PageRange range;
  Prot prot = Prot::kNone;
};
struct WriteOp {
  PageRange range;
  uint64_t value = 0;
};
struct ReadOp {
  PageRange range;
  std::optional<Condition> condition;
  std::optional<RegisterId> reg;  // `R := read ...`
};
struct FetchOp {
  PageRange page;
};
enum class ForkKind : uint8_t { kFork, kVfork, kSpawn, kThread };
struct ForkOp {
  ForkKind kind{};
  std::string name;
  ActorId child = 0;
};
struct ExecOp {};
struct ExitOp {};
struct WaitOp {
  std::string name;
  Position at;
  ActorId child = 0;
};
struct BrkOp {
  bool grow = true;
  uint64_t pages = 0;
};
struct RemapOp {
  std::string name;
  Position at;
  uint64_t pages = 0, old_pages = 0;
  RegionId from = 0, to = 0;
};
// get: a plain reference, as vmsplice takes (os.md, "Pins").
enum class PinKind : uint8_t { kRw, kR, kGet };
struct PinOp {
  PageRange page;
  PinKind kind = PinKind::kRw;
};
struct UnpinOp {
  PageRange page;
};
struct PeekOp {
  PageRange page;
  Condition condition;
};
struct PokeOp {
  PageRange page;
  uint64_t value = 0;
};
struct KwriteOp {
  PageRange page;
  uint64_t value = 0;
};
struct YieldOp {};
struct MigrateOp {
  uint64_t hart = 0;
  Position at;
};

using Operation = std::variant<MapOp, UnmapOp, DontneedOp, ProtectOp, WriteOp, ReadOp, FetchOp,
                               ForkOp, ExecOp, ExitOp, WaitOp, BrkOp, RemapOp, PinOp, UnpinOp,
                               PeekOp, PokeOp, KwriteOp, YieldOp, MigrateOp>;

}  // namespace cowmmu::litmus
