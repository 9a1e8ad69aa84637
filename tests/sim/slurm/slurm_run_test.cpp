// SPDX-License-Identifier: Apache-2.0
#include "slurm/slurm_run.h"

#include <gmock/gmock.h>
#include <signal.h>

#include <fstream>
#include <functional>
#include <memory>
#include <sstream>

#include "errors/errors.h"
#include "folder.h"

namespace cowmmu {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

// A cluster whose tasks do at once what `work` says, or stay where they are.
class FakeSlurm : public ISlurm {
 public:
  using Work = std::function<void(const Chunk&, ShardWriter&)>;

  std::optional<std::vector<QueuedTask>> queue(const std::vector<std::string>& names,
                                               InterruptWatch*) override {
    ++looks_;
    if (on_look) on_look(looks_);
    if (silent && !names.empty()) return std::nullopt;
    std::vector<QueuedTask> tasks;
    for (const QueuedTask& task : waiting) {
      if (std::ranges::find(names, task.job_name) != names.end()) tasks.push_back(task);
    }
    return tasks;
  }
  std::string problem() const override { return "no controller"; }

  Submission submit(const std::vector<std::string>&, const fs::path& script) override {
    ++asked;
    if (on_submit) on_submit(asked);
    if (!refusal.empty()) return {false, refusal};
    const Batch batch(script.parent_path());
    for (size_t task = 0; task < batch.chunks().size(); ++task) {
      sizes.push_back(batch.chunks()[task].size());
      if (!work) {
        waiting.push_back({batch.name(), task, "PENDING", "Resources"});
        continue;
      }
      ShardWriter shard(batch.folder() / "shards", "chunk-" + std::to_string(task));
      work(batch.chunks()[task], shard);
    }
    ++submitted;
    return {true, "1"};
  }
  void cancel(const std::string& name) override {
    std::erase_if(waiting, [&](const QueuedTask& t) { return t.job_name == name; });
    ++cancelled;
  }

  Work work;
  std::function<void(int)> on_look, on_submit;
  std::string refusal;
  bool silent = false;
  std::vector<QueuedTask> waiting;
  std::vector<size_t> sizes;  // of all chunks ever
  int asked = 0, submitted = 0, cancelled = 0;

 private:
  int looks_ = 0;
};

class SlurmRuns : public FolderTest {
 protected:
  void SetUp() override {
    FolderTest::SetUp();
    store_ =
        std::make_unique<PointStore>(folder_ / "g.db", StoreAccess::kWrite, Journal::kRollback);
    job_.folder = folder_ / "g.db.slurm";
    job_.prefix = "cowmmu-g";
    job_.sweep = "[sweep]";
    job_.chunk = 2;
    job_.script.command = {"cowmmu"};
    job_.retry_pause = 0.001;
    job_.notices = &notices_;
  }
  static void all_good(const Chunk& chunk, ShardWriter& shard) {
    for (const ChunkPoint& p : chunk) shard.put(row(p.key));
  }
  static Chunk points(size_t count) {
    Chunk chunk;
    for (size_t i = 0; i < count; ++i) chunk.push_back({i, "k" + std::to_string(i)});
    return chunk;
  }
  // How many it ran, or what it threw.
  std::string run(size_t count) {
    Progress none("", false);
    try {
      SlurmRun run(job_, *store_, slurm_);
      Chunk wanted = points(count);
      std::erase_if(wanted, [this](const ChunkPoint& p) { return store_->status(p.key); });
      run.run(wanted, none);
      return std::to_string(run.ran());
    } catch (const Interrupted& e) {
      return "signal " + std::to_string(e.signal_number);
    } catch (const std::exception& e) {
      return e.what();
    }
  }
  size_t rows() const {
    size_t count = 0;
    store_->each([&](int64_t, const PointRow&) { ++count; });
    return count;
  }

  std::unique_ptr<PointStore> store_;
  SlurmJob job_;
  FakeSlurm slurm_;
  std::ostringstream notices_;
};

TEST_F(SlurmRuns, every_point_once_and_nothing_left_behind) {
  slurm_.work = all_good;
  EXPECT_EQ(run(5), "5");
  EXPECT_EQ(rows(), 5U);
  EXPECT_EQ(slurm_.sizes, (std::vector<size_t>{2, 2, 1}));
  EXPECT_FALSE(fs::exists(job_.folder));
  EXPECT_EQ(run(0), "0");
  EXPECT_EQ(slurm_.submitted, 1);
}

TEST_F(SlurmRuns, files_and_folders_of_others_stay) {
  const fs::path thesis = job_.folder / "thesis" / "data", lock = job_.folder / "lock";
  fs::create_directories(thesis);
  fs::create_directories(job_.folder / "cowmmu-notes");
  std::ofstream(lock) << "mine";
  slurm_.work = all_good;
  EXPECT_EQ(run(5), "5");
  EXPECT_EQ(run(0), "0");
  EXPECT_TRUE(fs::is_directory(thesis));
  EXPECT_TRUE(fs::is_directory(job_.folder / "cowmmu-notes"));
  EXPECT_EQ(fs::file_size(lock), 4U);
}

TEST_F(SlurmRuns, what_a_task_has_lost_is_submitted_again_one_by_one) {
  slurm_.work = [this](const Chunk& chunk, ShardWriter& shard) {
    if (slurm_.submitted > 0 || chunk[0].key == "k0") all_good(chunk, shard);
  };
  job_.chunk = 3;
  EXPECT_EQ(run(9), "9");
  EXPECT_EQ(rows(), 9U);
  EXPECT_EQ(slurm_.submitted, 2);
}

TEST_F(SlurmRuns, a_point_that_ends_its_task_takes_no_other_with_it) {
  slurm_.work = [](const Chunk& chunk, ShardWriter& shard) {
    for (const ChunkPoint& p : chunk) {
      if (p.key == "k1") return;
      shard.put(row(p.key));
    }
  };
  job_.chunk = 4;
  const std::string message = run(8);
  EXPECT_THAT(message, HasSubstr("1 of 8 points were lost with their Slurm task 3 times each"));
  EXPECT_THAT(message, HasSubstr("it has left the queue without a word"));
  EXPECT_EQ(rows(), 7U);
}

TEST_F(SlurmRuns, a_task_that_cannot_run_its_chunk_ends_it) {
  slurm_.work = [](const Chunk&, ShardWriter& shard) { shard.put_error("on n1: no such file"); };
  EXPECT_EQ(run(4), "a Slurm task: on n1: no such file");
  EXPECT_EQ(slurm_.submitted, 1);
}

TEST_F(SlurmRuns, a_refused_job_leaves_nothing) {
  slurm_.refusal = "invalid partition";
  EXPECT_EQ(run(4), "sbatch refuses the job: invalid partition");
  EXPECT_FALSE(fs::exists(job_.folder));
  EXPECT_EQ(slurm_.asked, 1);
}

TEST_F(SlurmRuns, a_slurm_that_never_answers_ends_it_after_some_tries) {
  slurm_.refusal = "Unable to contact slurm controller (connect failure)";
  slurm_.silent = true;
  EXPECT_EQ(run(4), "Slurm does not answer: no controller");
  EXPECT_FALSE(fs::exists(job_.folder));
  EXPECT_EQ(notices_.str(),
            "cowmmu sweep: Slurm does not answer (no controller): waiting for it\n");
}

TEST_F(SlurmRuns, a_transient_refusal_is_told_and_tried_again) {
  slurm_.work = all_good;
  slurm_.on_submit = [this](int asked) {
    slurm_.refusal = asked < 4 ? "Socket timed out on send/recv operation" : "";
  };
  EXPECT_EQ(run(4), "4");
  EXPECT_EQ(slurm_.asked, 4);
  EXPECT_EQ(notices_.str(),
            "cowmmu sweep: sbatch refuses the job for now (Socket timed out on send/recv "
            "operation): trying again\n");
}

TEST_F(SlurmRuns, a_transient_refusal_that_stays_ends_it) {
  slurm_.refusal = "Resource temporarily unavailable";
  EXPECT_EQ(run(4), "sbatch refuses the job: Resource temporarily unavailable");
  EXPECT_EQ(slurm_.asked, 10);
  EXPECT_FALSE(fs::exists(job_.folder));
}

// The first array loses a task while it runs on; what was lost is over a limit until it has ended.
TEST_F(SlurmRuns, a_refusal_while_other_arrays_are_under_way_cancels_nothing) {
  slurm_.on_submit = [this](int asked) {
    slurm_.refusal = asked > 1 && !slurm_.waiting.empty() ? "job submit limit" : "";
    if (asked > 1) slurm_.work = all_good;
  };
  slurm_.on_look = [this](int looks) {
    if (looks == 2) slurm_.waiting.erase(slurm_.waiting.begin());
    if (looks == 9) slurm_.waiting.clear();
  };
  EXPECT_EQ(run(4), "4");
  EXPECT_GT(slurm_.asked, 3);
  EXPECT_EQ(slurm_.submitted, 2);
  EXPECT_EQ(slurm_.cancelled, 0);
}

TEST_F(SlurmRuns, a_job_that_was_taken_though_sbatch_failed_is_not_submitted_twice) {
  slurm_.on_submit = [this](int) {
    for (const auto& entry : fs::directory_iterator(job_.folder)) {
      if (!Batch::is_at(entry.path())) continue;
      all_good(Batch(entry.path()).points(),
               *std::make_unique<ShardWriter>(entry.path() / "shards", "chunk-0"));
    }
    slurm_.silent = true;
    slurm_.refusal = "Socket timed out on send/recv operation";
  };
  EXPECT_EQ(run(4), "4");
  EXPECT_EQ(slurm_.asked, 1);
}

TEST_F(SlurmRuns, silence_and_its_end_are_told_once_each) {
  slurm_.work = [this](const Chunk& chunk, ShardWriter& shard) {
    if (slurm_.submitted > 0) all_good(chunk, shard);
  };
  slurm_.on_look = [this](int looks) { slurm_.silent = looks == 2 || looks == 3; };
  EXPECT_EQ(run(4), "4");
  EXPECT_EQ(notices_.str(),
            "cowmmu sweep: Slurm does not answer (no controller): waiting for it\n"
            "cowmmu sweep: Slurm answers again\n");
}

TEST_F(SlurmRuns, held_tasks_are_told_once_with_the_remedy) {
  std::string name;
  slurm_.on_look = [&](int looks) {
    for (QueuedTask& task : slurm_.waiting) task.reason = "JobHeldUser";
    if (looks == 2) slurm_.waiting.front().reason = "Resources";  // not all of them
    if (looks < 4) {
      EXPECT_EQ(notices_.str(), "");
    }
    if (looks < 6) return;
    name = slurm_.waiting.front().job_name;
    ::raise(SIGINT);
  };
  EXPECT_EQ(run(4), "signal 2");
  EXPECT_EQ(notices_.str(),
            "cowmmu sweep: all open tasks are held (JobHeldUser): `scontrol release jobname=" +
                name + "` lets them run\n");
}

TEST_F(SlurmRuns, a_controller_that_does_not_answer_for_a_while_is_waited_for) {
  slurm_.work = [this](const Chunk& chunk, ShardWriter& shard) {
    if (slurm_.submitted > 0) all_good(chunk, shard);
  };
  // Silent when the first batch has ended with nothing: that is seen, and mended, later.
  slurm_.on_look = [this](int looks) { slurm_.silent = looks == 2 || looks == 3; };
  EXPECT_EQ(run(4), "4");
  EXPECT_EQ(slurm_.submitted, 2);
}

TEST_F(SlurmRuns, interrupted_it_cancels_and_a_lost_terminal_does_not) {
  slurm_.on_look = [](int looks) {
    if (looks == 2 || looks == 4) ::raise(looks == 2 ? SIGINT : SIGHUP);
  };
  EXPECT_EQ(run(4), "signal 2");
  EXPECT_EQ(slurm_.cancelled, 1);
  EXPECT_EQ(run(4), "signal 1");
  EXPECT_EQ(slurm_.cancelled, 1);
  EXPECT_EQ(slurm_.waiting.size(), 2U);
}

TEST_F(SlurmRuns, arrays_of_a_killed_call_are_taken_over) {
  const Batch left = Batch::make(job_.folder, "cowmmu-g", chunks_of(points(4), 2));
  ShardWriter(left.folder() / "shards", "chunk-0").put(row("k0"));
  for (size_t task : {0, 1}) slurm_.waiting.push_back({left.name(), task, "RUNNING", "None"});
  slurm_.on_look = [&](int looks) {
    if (looks != 3) return;
    ShardWriter(left.folder() / "shards", "chunk-0").put(row("k1"));
    all_good(left.chunks()[1], *std::make_unique<ShardWriter>(left.folder() / "shards", "chunk-1"));
    slurm_.waiting.clear();
  };
  slurm_.work = all_good;
  EXPECT_EQ(run(6), "5");                             // k0 was there at once
  EXPECT_EQ(slurm_.sizes, (std::vector<size_t>{2}));  // k4 and k5
  EXPECT_EQ(rows(), 6U);
  EXPECT_FALSE(fs::exists(job_.folder));
}

TEST_F(SlurmRuns, too_small_chunks_are_refused_with_one_that_fits) {
  EXPECT_EQ(chunk_size(0, 5), 1U);
  EXPECT_EQ(chunk_size(0, 1001), 11U);
  EXPECT_EQ(chunk_size(1, 1000), 1U);
  job_.chunk = 1;
  EXPECT_EQ(run(2001),
            "--chunk: found 1, which makes 2001 tasks of 2001 points, allowed 1000 tasks: --chunk "
            "3 or more");
}

}  // namespace
}  // namespace cowmmu
