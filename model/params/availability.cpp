// SPDX-License-Identifier: Apache-2.0
#include "params/availability.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string>

#include "params/registry.h"

namespace cowmmu {
namespace {

struct Missing {
  std::string_view name;
  std::string_view value;
};

constexpr auto kMissing = std::to_array<Missing>({
    {"os.fork", "on_demand"},
    {"os.fork", "async"},
    {"os.table_protect", "leaf"},
    {"os.table_protect", "hier"},
    {"os.fault", "around"},
    {"os.copy", "core_nt"},
    {"os.copy", "rowclone"},
    {"os.copy", "lisa"},
    {"os.copy", "lazy"},
    {"os.shootdown", "ipi_gen"},
    {"os.shootdown", "ipi_early_ack"},
    {"os.shootdown", "batched"},
    {"os.shootdown", "lazy"},
    {"os.shootdown", "sbi"},
    {"os.page_size", "thp"},
    {"os.page_size", "64k"},
    {"os.allocator", "subarray"},
    {"os.asid", "none"},
    {"os.huge", "whole"},
    {"os.cow.reuse", "refcount"},
    {"os.cow.reuse", "mapcount"},
    {"machine.dram.preset", "DDR3-1066"},
    {"machine.dram.preset", "DDR3-1600"},
    {"machine.dram.preset", "DDR5-4800"},
    {"machine.dram.preset", "LPDDR5-6400"},
    {"machine.dram.preset", "HBM2"},
});

// Integers of which only the smaller values are built.
struct Bounded {
  std::string_view name;
  uint64_t most;
};
constexpr auto kBounded = std::to_array<Bounded>({
    {"hart.mlp", 1},
});

bool is_above(std::string_view text, uint64_t most) {
  uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value > most;
}

}  // namespace

bool is_available(std::string_view name, std::string_view value) {
  const bool missing = std::ranges::any_of(
      kMissing, [&](const Missing& m) { return m.name == name && m.value == value; });
  return !missing && std::ranges::none_of(kBounded, [&](const Bounded& b) {
    return b.name == name && is_above(value, b.most);
  });
}

void check_available(std::string_view name, std::string_view value) {
  if (is_available(name, value)) return;
  throw ParamNotAvailable(std::string(name) + "=" + std::string(value));
}

}  // namespace cowmmu
