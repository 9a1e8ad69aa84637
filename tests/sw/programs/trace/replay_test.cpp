// SPDX-License-Identifier: Apache-2.0
// Whole recordings through the player: every access and store is made, in whatever schedule.
#include <gtest/gtest.h>

#include "mini_kernel.h"
#include "programs/trace/player.h"
#include "programs/trace/reader.h"
#include "programs/trace/summary.h"

namespace cowmmu::trace {
namespace {

class ReplayedProgram : public testing::TestWithParam<const char*> {};

TEST_P(ReplayedProgram, makes_the_recorded_accesses_and_system_calls) {
  constexpr uint64_t kKernelSeed = 7;
  SCOPED_TRACE(testing::Message() << "seed " << kKernelSeed);
  const std::string path = std::string(TRACE_FOLDER) + "/" + GetParam() + ".trace.zst";
  const auto recording = std::make_shared<Recording>(read_recording(path));
  AccessCounts made;
  uint64_t forks = 0;
  MiniKernel kernel(kKernelSeed, [&](const MiniKernel::Done& done) {
    made.fetches += done.op.kind == OpKind::kFetch ? 1 : 0;
    made.loads += done.op.kind == OpKind::kLoad ? 1 : 0;
    made.stores += done.op.kind == OpKind::kStore ? 1 : 0;
    const bool call = done.op.kind == OpKind::kSyscall;
    forks += call && done.op.number == static_cast<uint32_t>(Sys::kFork) ? 1 : 0;
  });
  EXPECT_EQ(kernel.run(std::make_unique<Player>(std::make_shared<TraceTable>(recording))), "");
  const Summary summary = summarise(*recording);
  EXPECT_EQ(made.fetches, summary.accesses().fetches);
  EXPECT_EQ(made.loads, summary.accesses().loads);
  EXPECT_EQ(made.stores, summary.accesses().stores);
  EXPECT_EQ(forks, summary.forks.size());
  EXPECT_EQ(kernel.exits().size(), recording->processes.size());
}

std::string replay_name(const testing::TestParamInfo<const char*>& tested) {
  std::string name = tested.param;
  for (char& c : name) c = c == '-' ? '_' : c;
  return name;
}

INSTANTIATE_TEST_SUITE_P(Recordings, ReplayedProgram,
                         testing::Values("cow64", "shell", "forkserver", "redis-bgsave"),
                         replay_name);

}  // namespace
}  // namespace cowmmu::trace
