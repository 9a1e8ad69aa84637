// SPDX-License-Identifier: Apache-2.0
#include "system/workload_program.h"

#include <map>

#include "base/check.h"
#include "programs/registry.h"

namespace cowmmu {
namespace {

ProgramConfig access_config(const Workload& w) {
  const std::string& pattern = w.word("pattern");
  return AccessConfig{.pattern = pattern == "sequential" ? AccessPattern::kSequential
                                 : pattern == "zipf"     ? AccessPattern::kZipf
                                 : pattern == "chase"    ? AccessPattern::kChase
                                                         : AccessPattern::kUniform,
                      .bytes = w.integer("bytes"),
                      .accesses = w.integer("accesses"),
                      .stores = w.real("stores"),
                      .threads = w.integer("threads")};
}

ProgramConfig fork_write_config(const Workload& w) {
  const std::string& who = w.word("who");
  return ForkWriteConfig{
      .pages = w.integer("pages"),
      .written = w.real("written"),
      .who = who == "parent" ? Writer::kParent
             : who == "both" ? Writer::kBoth
                             : Writer::kChild,
      .pattern = w.word("pattern") == "random" ? WritePattern::kRandom : WritePattern::kSequential,
      .children = w.integer("children")};
}

ProgramConfig config_of(const Workload& w) {
  if (w.program == "access") return access_config(w);
  if (w.program == "fork_write") return fork_write_config(w);
  if (w.program == "fork_exit")
    return ForkExitConfig{.pages = w.integer("pages"), .children = w.integer("children")};
  if (w.program == "snapshot")
    return SnapshotConfig{.pages = w.integer("pages"),
                          .requests = w.integer("requests"),
                          .writes = w.real("writes"),
                          .zipf = w.real("zipf"),
                          .keys = w.integer("keys")};
  COWMMU_CHECK(w.program == "unmap_threads", "a program without a configuration: " + w.program);
  return UnmapThreadsConfig{
      .pages = w.integer("pages"), .threads = w.integer("threads"), .rounds = w.integer("rounds")};
}

std::map<std::string, MakeProgram>& added() {
  static std::map<std::string, MakeProgram> programs;
  return programs;
}

}  // namespace

void add_program(const std::string& name, std::vector<WorkloadKey> keys, MakeProgram make) {
  add_program_keys(name, std::move(keys));
  added()[name] = make;
}

std::unique_ptr<IProgram> program_of(const Scenario& scenario) {
  const std::string& warm = scenario.workload.word("warm");
  const CommonConfig common{.warm = warm == "untimed" ? Warm::kUntimed
                                    : warm == "false" ? Warm::kNo
                                                      : Warm::kYes,
                            .seed = scenario.config.seed};
  const auto it = added().find(scenario.workload.program);
  if (it != added().end()) return it->second(scenario.workload, common);
  return make_program(config_of(scenario.workload), common);
}

bool untimed_to_mark(const Workload& workload) {
  return workload.kind == WorkloadKind::kTrace ||
         (workload.kind == WorkloadKind::kProgram && workload.word("warm") != "true");
}

uint64_t pages_of(const Workload& workload) {
  if (workload.kind != WorkloadKind::kProgram) return 0;
  if (workload.has("bytes")) return (workload.integer("bytes") + kPageBytes - 1) / kPageBytes;
  const bool none = workload.program == "unmap_threads" || !workload.has("pages");
  return none ? 0 : workload.integer("pages");
}

}  // namespace cowmmu
