// SPDX-License-Identifier: Apache-2.0
#include "slurm/slurm.h"

#include <cstdlib>

#include "errors/errors.h"
#include "folder.h"

namespace cowmmu {
namespace {

namespace fs = std::filesystem;

TEST(Queue, tasks_are_read_and_other_jobs_left_out) {
  const auto tasks = parse_queue(
      "0|RUNNING|None|cowmmu-g-1\n12|PENDING|Resources|a|b\nN/A|RUNNING|None|shell\n\n3-5|PENDING|"
      "None|x\n");
  ASSERT_EQ(tasks.size(), 2U);
  EXPECT_EQ(tasks[0].job_name + tasks[0].state, "cowmmu-g-1RUNNING");
  EXPECT_EQ(tasks[1].task, 12U);
  EXPECT_EQ(tasks[1].job_name + tasks[1].reason, "a|bResources");
  EXPECT_TRUE(parse_queue("").empty());
}

TEST(Queue, a_task_is_over_only_where_slurm_says_so) {
  for (const char* state :
       {"COMPLETED", "CANCELLED", "FAILED", "TIMEOUT", "NODE_FAIL", "OUT_OF_MEMORY", "PREEMPTED"}) {
    EXPECT_TRUE(is_over(state)) << state;
  }
  for (const char* state : {"PENDING", "RUNNING", "COMPLETING", "SUSPENDED", "REQUEUED", "NEW"}) {
    EXPECT_FALSE(is_over(state)) << state;
  }
}

TEST(Queue, a_held_task_waits_for_somebody_to_release_it) {
  EXPECT_TRUE(is_held({"j", 0, "PENDING", "JobHeldUser"}));
  EXPECT_TRUE(is_held({"j", 0, "PENDING", "JobHeldAdmin"}));
  EXPECT_TRUE(is_held({"j", 0, "PENDING", "job requeued in held state"}));
  EXPECT_TRUE(is_held({"j", 0, "REQUEUE_HOLD", "None"}));
  EXPECT_FALSE(is_held({"j", 0, "PENDING", "Resources"}));
  EXPECT_FALSE(is_held({"j", 0, "RUNNING", "JobHeldUser"}));
}

TEST(Submissions, what_passes_is_told_from_what_stays) {
  const std::string failed = "sbatch: error: Batch job submission failed: ";
  for (const char* words :
       {"Socket timed out on send/recv operation", "Resource temporarily unavailable",
        "Unable to contact slurm controller (connect failure)",
        "Zero Bytes were transmitted or received"}) {
    EXPECT_TRUE(is_transient(failed + words)) << words;
  }
  for (const char* words : {"Invalid partition name specified", "Invalid qos specification",
                            "Requested node configuration is not available"}) {
    EXPECT_FALSE(is_transient(failed + words)) << words;
  }
}

// Scripts in place of Slurm's commands.
class Commands : public FolderTest {
 protected:
  void SetUp() override {
    FolderTest::SetUp();
    path_ = std::getenv("PATH");
    ::setenv("PATH", folder_.c_str(), 1);
  }
  void TearDown() override {
    ::setenv("PATH", path_.c_str(), 1);
    FolderTest::TearDown();
  }
  void command(const std::string& name, const std::string& body) const {
    std::ofstream(folder_ / name) << "#!/bin/sh\n" << body << "\n";
    fs::permissions(folder_ / name, fs::perms::owner_all);
  }
  std::string path_;
};

TEST_F(Commands, that_are_missing_are_named_with_the_remedy) {
  command("sbatch", "");
  command("scancel", "");
  try {
    const Slurm slurm;
    FAIL() << "found squeue";
  } catch (const InputError& e) {
    EXPECT_STREQ(e.what(),
                 "--engine slurm: found no squeue on the PATH, needs Slurm's commands: call it on "
                 "a login node of the cluster (perhaps after `module load slurm`), or use --engine "
                 "local");
  }
}

TEST_F(Commands, are_given_the_words_and_their_answers_are_read) {
  command("sbatch", "for w; do printf '<%s>' \"$w\" >&2; done; echo '12;cluster'; [ $# = 3 ]");
  command("squeue", "echo '0|RUNNING|None|j'; echo slow >&2");
  command("scancel", "for w; do echo \"$w\"; done >\"${0%/*}/cancelled\"");
  Slurm slurm;
  const Submission good = slurm.submit({"--array=0-1"}, "a b.sh");
  EXPECT_TRUE(good.accepted);
  EXPECT_EQ(good.message, "12");
  const Submission bad = slurm.submit({"--array=0-1", "--comment=it's"}, "a b.sh");
  EXPECT_FALSE(bad.accepted);
  EXPECT_EQ(bad.message, "<--parsable><--array=0-1><--comment=it's><a b.sh>");
  EXPECT_EQ(slurm.queue({"j"}, nullptr)->size(), 1U);
  slurm.cancel("cowmmu-g-1");
  EXPECT_EQ(read(folder_ / "cancelled"),
            "--user=" + std::to_string(::geteuid()) + "\n--name=cowmmu-g-1\n");
  command("squeue", "echo 'Unable to contact slurm controller' >&2; exit 1");
  EXPECT_FALSE(slurm.queue({"j"}, nullptr).has_value());
  EXPECT_EQ(slurm.problem(), "Unable to contact slurm controller");
  EXPECT_TRUE(slurm.queue({}, nullptr)->empty());  // not even asked
}

}  // namespace
}  // namespace cowmmu
