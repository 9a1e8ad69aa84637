// SPDX-License-Identifier: Apache-2.0
// The keys of each built-in program: interface.md's table.
#include "config/workload_keys.h"

#include <algorithm>
#include <array>
#include <map>

#include "errors/errors.h"
#include "params/choices.h"
#include "params/names.h"

namespace cowmmu {
namespace {

constexpr uint64_t kMaxPages = 1ULL << 35;  // the user half of Sv48
constexpr uint64_t kMaxCount = 1ULL << 62;
constexpr uint64_t kWordsPerPage = 512;

WorkloadKey pages() { return integer_key("pages", 1, kMaxPages); }
WorkloadKey threads() { return integer_key("threads", 1, 4096); }
WorkloadKey children() { return with_default(integer_key("children", 1, 1'000'000), uint64_t{1}); }
// Written as a boolean or as the word "untimed".
WorkloadKey warm() { return word_key("warm", {"true", "untimed", "false"}); }

std::vector<WorkloadKey> access_keys() {
  return {word_key("pattern", {"uniform", "sequential", "zipf", "chase"}),
          integer_key("bytes", 8, kMaxPages * 4096), integer_key("accesses", 1, kMaxCount),
          real_key("stores", 0.0, 1.0), with_default(threads(), uint64_t{1})};
}
std::vector<WorkloadKey> fork_write_keys() {
  return {pages(), real_key("written", 0.1, 1.0), word_key("who", {"child", "parent", "both"}),
          word_key("pattern", {"sequential", "random"}), children()};
}
std::vector<WorkloadKey> snapshot_keys() {
  return {pages(), integer_key("requests", 1, kMaxCount), real_key("writes", 0.5, 1.0),
          real_key("zipf", 0.99, 10.0),
          with_default(integer_key("keys", 1, kWordsPerPage), uint64_t{8})};
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
       return std::vector{pages(), threads(), integer_key("rounds", 1, kMaxCount)};
     }},
});

std::map<std::string, std::vector<WorkloadKey>>& added() {
  static std::map<std::string, std::vector<WorkloadKey>> programs;
  return programs;
}

std::vector<WorkloadKey> with_warm(std::vector<WorkloadKey> keys) {
  keys.push_back(warm());
  return keys;
}

}  // namespace

WorkloadKey integer_key(const char* name, uint64_t min, uint64_t max) {
  return {{name, "integer", min, min, max, {}, "", "", "", nullptr}, true};
}
WorkloadKey with_default(WorkloadKey key, ParamValue value) {
  key.info.initial = std::move(value);
  key.required = false;
  return key;
}
WorkloadKey real_key(const char* name, double initial, double max) {
  return {{name, "real", initial, 0.0, max, {}, "", "", "", nullptr}, false};
}
WorkloadKey word_key(const char* name, std::vector<std::string> choices) {
  const std::string first = choices.front();
  return {{name, "choice", first, first, first, std::move(choices), "", "", "", nullptr}, false};
}

void add_program_keys(const std::string& program, std::vector<WorkloadKey> keys) {
  const auto names = program_names();
  if (std::ranges::find(names, program) != names.end())
    throw ParamError("workload.program: " + program + " is there already, of " + join_names(names));
  add_name("workload.program", program);
  added()[program] = std::move(keys);
}

std::vector<std::string> program_names() {
  std::vector<std::string> names;
  names.reserve(kPrograms.size() + added().size());
  for (const Program& p : kPrograms) names.emplace_back(p.name);
  for (const auto& [name, keys] : added()) names.push_back(name);
  return names;
}

std::vector<WorkloadKey> keys_of_program(const std::string& program, const std::string& where) {
  if (const auto it = added().find(program); it != added().end()) return with_warm(it->second);
  const auto it = std::ranges::find(kPrograms, program, &Program::name);
  if (it == kPrograms.end()) {
    const auto names = program_names();
    throw InputError(where + ": workload.program: found " + program + ", allowed one of " +
                     join_names(names) + did_you_mean(program, names));
  }
  if (it->keys == nullptr) throw NotAvailable("workload.program=" + program);
  return with_warm(it->keys());
}

}  // namespace cowmmu
