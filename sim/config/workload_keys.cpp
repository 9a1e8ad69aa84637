// SPDX-License-Identifier: Apache-2.0
// The keys of each built-in program: interface.md's table.
#include <algorithm>
#include <array>

#include "config/workload.h"
#include "errors/errors.h"
#include "params/names.h"

namespace cowmmu {
namespace {

constexpr uint64_t kMaxPages = 1ULL << 35;  // the user half of Sv48
constexpr uint64_t kMaxCount = 1ULL << 62;
constexpr uint64_t kWordsPerPage = 512;

WorkloadKey integer(const char* name, uint64_t min, uint64_t max) {
  return {{name, "integer", min, min, max, {}, "", "", "", nullptr}, true};
}
WorkloadKey with_default(WorkloadKey key, ParamValue value) {
  key.info.initial = std::move(value);
  key.required = false;
  return key;
}
WorkloadKey real(const char* name, double initial, double max) {
  return {{name, "real", initial, 0.0, max, {}, "", "", "", nullptr}, false};
}
WorkloadKey word(const char* name, std::vector<std::string> choices) {
  const std::string first = choices.front();
  return {{name, "choice", first, first, first, std::move(choices), "", "", "", nullptr}, false};
}

WorkloadKey pages() { return integer("pages", 1, kMaxPages); }
WorkloadKey threads() { return integer("threads", 1, 4096); }
WorkloadKey children() { return with_default(integer("children", 1, 1'000'000), uint64_t{1}); }
// Written as a boolean or as the word "untimed".
WorkloadKey warm() { return word("warm", {"true", "untimed", "false"}); }

std::vector<WorkloadKey> access_keys() {
  return {word("pattern", {"uniform", "sequential", "zipf", "chase"}),
          integer("bytes", 8, kMaxPages * 4096), integer("accesses", 1, kMaxCount),
          real("stores", 0.0, 1.0), with_default(threads(), uint64_t{1})};
}
std::vector<WorkloadKey> fork_write_keys() {
  return {pages(), real("written", 0.1, 1.0), word("who", {"child", "parent", "both"}),
          word("pattern", {"sequential", "random"}), children()};
}
std::vector<WorkloadKey> snapshot_keys() {
  return {pages(), integer("requests", 1, kMaxCount), real("writes", 0.5, 1.0),
          real("zipf", 0.99, 10.0), with_default(integer("keys", 1, kWordsPerPage), uint64_t{8})};
}

struct Program {
  const char* name;
  std::vector<WorkloadKey> (*keys)();  // null: not built yet
};
constexpr auto kPrograms = std::to_array<Program>({
    {"access", access_keys},
    {"fork_exit",
     [] {
       return std::vector{pages(), children()};
     }},
    {"fork_exec", nullptr},
    {"fork_write", fork_write_keys},
    {"snapshot", snapshot_keys},
    {"fork_server", nullptr},
    {"prefork", nullptr},
    {"storm", nullptr},
    {"unmap_threads",
     [] {
       return std::vector{pages(), threads(), integer("rounds", 1, kMaxCount)};
     }},
});

}  // namespace

std::vector<std::string> program_names() {
  std::vector<std::string> names;
  names.reserve(kPrograms.size());
  for (const Program& p : kPrograms) names.emplace_back(p.name);
  return names;
}

std::vector<WorkloadKey> keys_of_program(const std::string& program, const std::string& where) {
  const auto it = std::ranges::find(kPrograms, program, &Program::name);
  if (it == kPrograms.end()) {
    const auto names = program_names();
    throw InputError(where + ": workload.program: found " + program + ", allowed one of " +
                     join_names(names) + did_you_mean(program, names));
  }
  if (it->keys == nullptr) throw NotAvailable("workload.program=" + program);
  std::vector<WorkloadKey> keys = it->keys();
  keys.push_back(warm());
  return keys;
}

}  // namespace cowmmu
