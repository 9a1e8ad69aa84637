// SPDX-License-Identifier: Apache-2.0
#include "programs/registry.h"

namespace cowmmu {
namespace {

struct Make {
  const CommonConfig& common;
  std::unique_ptr<IProgram> operator()(const AccessConfig& c) { return make_access(c, common); }
  std::unique_ptr<IProgram> operator()(const ForkExitConfig& c) {
    return make_fork_exit(c, common);
  }
  std::unique_ptr<IProgram> operator()(const ForkWriteConfig& c) {
    return make_fork_write(c, common);
  }
  std::unique_ptr<IProgram> operator()(const SnapshotConfig& c) { return make_snapshot(c, common); }
  std::unique_ptr<IProgram> operator()(const UnmapThreadsConfig& c) {
    return make_unmap_threads(c, common);
  }
};

}  // namespace

std::unique_ptr<IProgram> make_program(const ProgramConfig& config, const CommonConfig& common) {
  return std::visit(Make{common}, config);
}

}  // namespace cowmmu
