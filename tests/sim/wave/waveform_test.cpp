// SPDX-License-Identifier: Apache-2.0
// The waveform of a COW fault: it shows the story in order, and changes nothing of it.
#include "wave/waveform.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "cow_story.h"
#include "runner/pool.h"
#include "stats/stats_json.h"
#include "system/checked_run.h"
#include "system/collect.h"
#include "vcd_reader.h"

namespace cowmmu {
namespace {

namespace fs = std::filesystem;

Configuration two_harts() {
  Configuration c;
  c.params.machine.harts = 2;
  // Small, so that every queue of DRAM has work.
  c.params.machine.dram.channels = 1;
  c.params.machine.cache.llc.bytes = 64 << 10;
  return c;
}

CheckedRun::Options with(bool check, bool exact, FirstEvents* first = nullptr) {
  CheckedRun::Options options;
  if (first != nullptr) {
    options.os_observers = {first};
    options.machine_events = {first};
  }
  options.check = check;
  options.exact_step = exact;
  return options;
}

class WaveformTest : public testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(folder_);
    vcd_ = folder_ / "wave.vcd";
    gtkw_ = folder_ / "wave.gtkw";
  }
  void TearDown() override { fs::remove_all(folder_); }

  // What the story's run counted, as text.
  std::string run(bool traced, bool exact) {
    const ChildResult r = run_in_child([&] {
      FirstEvents first(2);
      CheckedRun run(two_harts(), with(true, exact, traced ? &first : nullptr));
      std::optional<Waveform> wave;
      if (traced)
        wave.emplace(Waveform::Files{{vcd_, vcd_}, gtkw_}, run.system().machine(),
                     [&run](HartId hart) {
                       const Thread* thread = run.system().kernel().running(hart);
                       return thread == nullptr ? Pid{} : thread->process->pid;
                     });
      run.run(std::make_unique<CowStory>(), true);
      if (wave) wave->finish(first);
      Stats stats;
      collect(run.system(), stats);
      std::string text = serialize(to_json(stats));
      for (const std::string& finding : run.findings()) text += finding;
      return text;
    });
    EXPECT_EQ(r.end, ChildEnd::kReturned) << r.message;
    return r.bytes;
  }

  fs::path folder_ = fs::path(testing::TempDir()) / ("wave-" + std::to_string(::getpid()));
  fs::path vcd_, gtkw_;
};

// Looks for one event after the other in the changes of a waveform.
class Story {
 public:
  explicit Story(const VcdReader& vcd) : changes_(vcd.changes()) {}

  // The next change of `signal` to `value` (text, or a number's digits).
  testing::AssertionResult then(const std::string& signal, const std::string& value) {
    for (; next_ < changes_.size(); ++next_) {
      const VcdChange& c = changes_[next_];
      if (c.signal != signal) continue;
      if (c.text() != value && (c.bits.size() > 63 || std::to_string(c.number()) != value))
        continue;
      return testing::AssertionSuccess();
    }
    return testing::AssertionFailure() << signal << " does not become " << value;
  }

 private:
  const std::vector<VcdChange>& changes_;
  size_t next_ = 0;
};

TEST_F(WaveformTest, every_signal_changes) {
  run(true, true);
  const VcdReader vcd(vcd_);
  std::map<std::string, std::set<std::string>> values;
  for (const VcdChange& c : vcd.changes()) values[c.signal].insert(c.bits);
  ASSERT_GT(vcd.signals().size(), 60U);
  for (const std::string& signal : vcd.signals()) EXPECT_GT(values[signal].size(), 1U) << signal;
}

TEST_F(WaveformTest, a_cow_fault_shows_store_fault_copy_ipi_retry_in_order) {
  run(true, true);
  const VcdReader vcd(vcd_);
  Story story(vcd);
  const std::string me = "machine.hart0.";
  EXPECT_TRUE(story.then(me + "phase", "fork.setup"));
  EXPECT_TRUE(story.then(me + "op", "store"));
  EXPECT_TRUE(story.then(me + "phase", "trap.entry"));
  EXPECT_TRUE(story.then(me + "phase", "fault.lookup"));
  EXPECT_TRUE(story.then(me + "phase", "fault.allocate"));
  EXPECT_TRUE(story.then(me + "phase", "fault.copy"));
  EXPECT_TRUE(story.then(me + "phase", "shootdown.send"));
  EXPECT_TRUE(story.then("machine.fabric.hart1_ipi_pending", "1"));
  EXPECT_TRUE(story.then("machine.hart1.phase", "shootdown.serve"));
  EXPECT_TRUE(story.then(me + "phase", "fault.pte"));
  EXPECT_TRUE(story.then(me + "phase", "trap.return"));
  EXPECT_TRUE(story.then(me + "retry", "1"));
  EXPECT_TRUE(story.then(me + "phase", "user.memory"));
}

TEST_F(WaveformTest, results_are_those_of_a_run_without) {
  const std::string plain = run(false, false);
  EXPECT_EQ(plain, run(false, true));
  EXPECT_EQ(plain, run(true, true));
}

TEST_F(WaveformTest, vcd2fst_reads_it) {
  run(true, true);
  const std::string fst = (folder_ / "wave.fst").string();
  const std::string command = "vcd2fst " + vcd_.string() + " " + fst + " > /dev/null 2>&1";
  ASSERT_EQ(std::system(command.c_str()), 0);
  EXPECT_GT(fs::file_size(fst), 1000U);
  const std::string back = (folder_ / "back.vcd").string();
  ASSERT_EQ(std::system(("fst2vcd " + fst + " > " + back).c_str()), 0);
  EXPECT_EQ(VcdReader(back).signals().size(), VcdReader(vcd_).signals().size());
}

TEST_F(WaveformTest, the_view_shows_every_signal_once_and_nothing_else) {
  run(true, true);
  std::multiset<std::string> shown;
  std::ifstream in(gtkw_);
  std::string all;
  for (std::string line; std::getline(in, line);) {
    all += line + "\n";
    if (line.starts_with("SystemC.")) shown.insert(line.substr(8, line.find('[') - 8));
  }
  std::multiset<std::string> declared;
  for (const std::string& s : VcdReader(vcd_).signals()) declared.insert(s);
  EXPECT_EQ(shown, declared);
  EXPECT_NE(all.find("\n[dumpfile] \"wave.vcd\"\n"), std::string::npos);
  for (const char* group : {"-hart 0 state", "-hart 1 TLB", "-hart 1 walker", "-DRAM", "-IPI"})
    EXPECT_NE(all.find(group), std::string::npos) << group;
}

TEST_F(WaveformTest, markers_stand_at_the_traps_of_fork_fault_and_exit) {
  run(true, true);
  std::ifstream in(gtkw_);
  std::string line;
  while (std::getline(in, line) && !line.starts_with("*")) continue;
  std::istringstream words(line);
  std::string zoom;
  std::array<uint64_t, 4> at{};  // the primary marker, A, B, C
  words >> zoom >> at[0] >> at[1] >> at[2] >> at[3];
  EXPECT_EQ(at[0], at[2]);
  // What the hart is busy with next after its trap's entry.
  const VcdReader vcd(vcd_);
  const auto next_phase = [&](uint64_t time) -> std::string {
    bool entered = false;
    for (const VcdChange& c : vcd.changes()) {
      if (c.signal != "machine.hart0.phase" && c.signal != "machine.hart1.phase") continue;
      if (entered) return c.text();
      entered = c.time == time && c.text() == "trap.entry";
    }
    return "no trap is entered there";
  };
  EXPECT_EQ(next_phase(at[1]), "syscall");
  EXPECT_EQ(next_phase(at[2]), "fault.lookup");
  EXPECT_EQ(next_phase(at[3]), "syscall");
  EXPECT_LT(at[1], at[2]);
  EXPECT_LT(at[2], at[3]);
}

TEST_F(WaveformTest, a_full_disk_is_told) {
  vcd_ = "/dev/full";
  const ChildResult r = run_in_child([&] {
    CheckedRun run(two_harts(), with(false, true));
    Waveform wave({{vcd_, "out/wave.vcd"}, gtkw_}, run.system().machine(),
                  [](HartId) { return Pid{}; });
    run.run(std::make_unique<CowStory>(), true);
    wave.finish(FirstEvents(2));
    return std::string();
  });
  EXPECT_EQ(r.end, ChildEnd::kThrew);
  EXPECT_EQ(r.message, "writing failed: out/wave.vcd: No space left on device");
  EXPECT_FALSE(fs::exists(gtkw_));
}

}  // namespace
}  // namespace cowmmu
