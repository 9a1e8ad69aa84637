// SPDX-License-Identifier: Apache-2.0
#include "slurm/script.h"

#include <gmock/gmock.h>

#include "errors/errors.h"
#include "folder.h"
#include "runner/program.h"

namespace cowmmu {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Script : public FolderTest {
 protected:
  void SetUp() override {
    FolderTest::SetUp();
    script_.job_name = "cowmmu-g-1";
    script_.folder = folder_;
    script_.tasks = 7;
    script_.processors = 2;
    script_.work_folder = folder_ / "here";
    script_.command = {"/usr/bin/printf", "<%s>"};
    std::filesystem::create_directories(script_.work_folder);
  }
  TaskScript script_;
};

TEST_F(Script, what_the_user_says_wins_but_not_over_name_and_numbers) {
  script_.options = {"short", "1:00:00", {"--qos=high", "--array=0-1"}};
  EXPECT_THAT(sbatch_words(script_),
              ElementsAre("--requeue", "--output=/dev/null", "--cpus-per-task=2", "--qos=high",
                          "--array=0-1", "--partition=short", "--time=1:00:00",
                          "--job-name=cowmmu-g-1", "--array=0-6"));
}

TEST_F(Script, has_the_options_as_lines_that_sbatch_reads) {
  script_.options.further = {"--comment=it's #1"};
  EXPECT_TRUE(script_text(script_).starts_with(
      "#!/bin/sh\n#SBATCH --requeue\n#SBATCH --output=/dev/null\n#SBATCH --cpus-per-task=2\n"
      "#SBATCH --comment=it\\'s\\ \\#1\n#SBATCH --job-name=cowmmu-g-1\n#SBATCH --array=0-6\n"
      "exec >>"))
      << script_text(script_);
  script_.options.further = {"--comment=a\nb"};
  EXPECT_THROW(script_text(script_), InputError);
}

TEST_F(Script, a_shell_hands_every_word_over_as_it_is) {
  script_.command.insert(script_.command.end(), {"it's", "a b", "$HOME", "\\n", "", "--set=x=*"});
  const std::string path = (folder_ / "job.sh").string();
  std::ofstream(path) << script_text(script_);
  const ProgramResult ran = run_program({"env", "SLURM_ARRAY_TASK_ID=3", "sh", path});
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.out + ran.err, "");
  EXPECT_EQ(read(folder_ / "log-3"),
            "<it's><a b><$HOME><\\n><><--set=x=*><--slurm-task=" + folder_.string() + "/chunk-3>");
}

TEST_F(Script, runs_in_the_folder_of_the_call_or_not_at_all) {
  script_.command = {"/bin/sh", "-c", "pwd"};
  const std::string path = (folder_ / "job.sh").string();
  std::ofstream(path) << script_text(script_);
  EXPECT_EQ(run_program({"env", "SLURM_ARRAY_TASK_ID=3", "sh", path}).status, 0);
  EXPECT_EQ(read(folder_ / "log-3"), script_.work_folder.string() + "\n");
  std::filesystem::remove(script_.work_folder);
  EXPECT_NE(run_program({"env", "SLURM_ARRAY_TASK_ID=4", "sh", path}).status, 0);
  EXPECT_THAT(read(folder_ / "log-4"), HasSubstr("cd"));
}

}  // namespace
}  // namespace cowmmu
