// SPDX-License-Identifier: Apache-2.0
// The recordings against the figures of an independent checker (sim/traces/README.md).
#include <gtest/gtest.h>

#include "programs/trace/reader.h"
#include "programs/trace/summary.h"

namespace cowmmu::trace {
namespace {

struct Figures {
  const char* name;
  size_t processes;
  size_t forks;
  uint64_t accesses;
  uint64_t stores;
  uint64_t copies;
  uint64_t reuses;
  uint64_t present;  // at the first fork
  uint64_t dirty;
};
void PrintTo(const Figures& p, std::ostream* out) { *out << p.name; }

class RecordedProgram : public testing::TestWithParam<Figures> {};

TEST_P(RecordedProgram, has_the_checkers_figures) {
  const Figures& expected = GetParam();
  const std::string folder = TRACE_FOLDER;
  const Recording recording = read_recording(folder + "/" + expected.name + ".trace.zst");
  const Summary summary = summarise(recording);
  EXPECT_EQ(summary.processes.size(), expected.processes);
  EXPECT_EQ(summary.forks.size(), expected.forks);
  EXPECT_EQ(summary.accesses().total(), expected.accesses);
  EXPECT_EQ(summary.accesses().stores, expected.stores);
  EXPECT_EQ(count_accesses(recording).total(), expected.accesses);
  EXPECT_EQ(count_accesses(recording).stores, expected.stores);
  EXPECT_EQ(summary.cow().copies, expected.copies);
  EXPECT_EQ(summary.cow().reuses, expected.reuses);
  EXPECT_EQ(summary.forks.front().present, expected.present);
  EXPECT_EQ(summary.forks.front().dirty, expected.dirty);
}

std::string figures_name(const testing::TestParamInfo<Figures>& tested) {
  std::string name = tested.param.name;
  for (char& c : name) c = c == '-' ? '_' : c;
  return name;
}

INSTANTIATE_TEST_SUITE_P(
    Recordings, RecordedProgram,
    testing::Values(Figures{"cow64", 2, 1, 244359, 29691, 1646, 11, 16523, 16408},
                    Figures{"shell", 7, 6, 3800578, 310356, 50, 30, 175, 25},
                    Figures{"forkserver", 21, 20, 204435, 17694, 640, 32, 2168, 2070},
                    Figures{"redis-bgsave", 2, 1, 22902928, 3205090, 394, 210, 3277, 2029}),
    figures_name);

}  // namespace
}  // namespace cowmmu::trace
