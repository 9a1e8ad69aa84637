// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

#include "cli_fixture.h"
#include "store/point_store.h"

namespace cowmmu {
namespace {

class Sweep : public CliTest {
 protected:
  std::string sweep_file(const std::string& table) const {
    return write("g.toml", "[workload]\nprogram = \"fork_write\"\npages = 100\n[sweep]\n" + table);
  }
  int sweep(const std::string& table, const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments{"sweep", sweep_file(table), "--db", path("g.db")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }
  std::vector<PointRow> rows() const {
    std::vector<PointRow> all;
    PointStore(path("g.db"), StoreAccess::kRead).each([&](int64_t, const PointRow& row) {
      all.push_back(row);
    });
    return all;
  }
  std::string key_of(const std::string& fork, int pages) const {
    for (const PointRow& row : rows()) {
      const auto axes = boost::json::parse(row.axes);
      if (axes.at("os.fork").as_string() == fork && axes.at("workload.pages") == pages)
        return row.key;
    }
    return "none";
  }
  std::string statuses() const {
    std::vector<std::string> all;
    for (const PointRow& row : rows()) all.push_back(row.axes + status_name(row.status));
    std::sort(all.begin(), all.end());
    std::string text;
    for (const std::string& one : all) text += one.substr(one.find('}') + 1) + " ";
    return text;
  }
};

const std::string kGrid = "\"os.fork\" = [\"eager\", \"cow\"]\n\"workload.pages\" = [10, 20]\n";

TEST_F(Sweep, runs_each_point_once) {
  EXPECT_EQ(sweep(kGrid), 0) << err_;
  EXPECT_EQ(out_, "4 points: 4 ok; 4 run now, into " + path("g.db") + "\n");
  EXPECT_EQ(sweep(kGrid), 0) << err_;
  EXPECT_EQ(out_, "4 points: 4 ok; 0 run now, into " + path("g.db") + "\n");
  EXPECT_EQ(rows().size(), 4U);
}

TEST_F(Sweep, a_row_holds_all_of_its_run) {
  EXPECT_EQ(sweep("\"workload.pages\" = [10]\n", {"--seed", "5", "--set", "os.fork=eager"}), 0);
  const PointRow row = rows().at(0);
  EXPECT_EQ(row.axes, "{\"workload.pages\": 10}");
  EXPECT_EQ(row.seed, 5U);
  EXPECT_EQ(row.error, "");
  EXPECT_GT(row.seconds, 0);
  const auto stats = boost::json::parse(row.stats);
  EXPECT_EQ(stats.at("cycles"), 2000);
  EXPECT_FALSE(stats.as_object().contains("config"));
  const auto config = boost::json::parse(row.config);
  EXPECT_EQ(config.at_pointer("/workload/pages"), 10);
  EXPECT_EQ(config.at_pointer("/os/fork"), "eager");
}

TEST_F(Sweep, says_what_it_left_out_as_refused) {
  const std::string table =
      "\"os.copy\" = \"*\"\n\"machine.cache.l1d.ways\" = [12, 32]\nskip = [\"refused\"]\n";
  EXPECT_EQ(sweep(table), 0) << err_;
  EXPECT_TRUE(has(out_, "2 points: 2 ok; 2 run now, into " + path("g.db") +
                            "\n2 left out as refused, "
                            "the first: "))
      << out_;
  EXPECT_EQ(sweep(table, {"--dry-run"}), 0) << err_;
  EXPECT_TRUE(has(out_, "2 points: 0 to run\n2 left out as refused, the first: ")) << out_;
  EXPECT_EQ(sweep(table, {"--engine", "slurm", "--chunk", "1", "--dry-run"}), 0) << err_;
  EXPECT_TRUE(has(out_, "# 2 points: 0 to run\n# 2 left out as refused, the first: ")) << out_;
}

TEST_F(Sweep, databases_share_a_folder_without_meeting_there) {
  const auto folder_of = [this](const std::string& db) {
    EXPECT_EQ(run({"sweep", sweep_file(kGrid), "--db", db, "--engine", "slurm", "--shared",
                   path("s"), "--dry-run"}),
              0)
        << err_;
    const size_t begin = out_.find(path("s") + "/cowmmu-");
    EXPECT_NE(begin, std::string::npos) << out_;
    return out_.substr(begin, out_.find("/cowmmu-", begin + path("s").size() + 8) - begin);
  };
  const std::string first = folder_of(path("a.db"));
  EXPECT_TRUE(has(first, "/cowmmu-a.db-")) << first;
  EXPECT_NE(folder_of(path("b.db")), first);
  EXPECT_EQ(folder_of(path("./a.db")), first);
}

TEST_F(Sweep, an_enlarged_sweep_runs_only_what_is_new) {
  EXPECT_EQ(sweep(kGrid), 0);
  const std::string more =
      "\"os.fork\" = [\"textbook\", \"eager\", \"cow\"]\n"
      "\"workload.pages\" = [10, 20]\nseeds = 2\n";
  EXPECT_EQ(sweep(more), 0);
  EXPECT_TRUE(has(out_, "12 points: 12 ok; 8 run now")) << out_;
}

TEST_F(Sweep, crash_failure_and_timeout_are_recorded_and_end_nothing) {
  const std::string bad =
      "\"os.fork\" = [\"cow\", \"eager\", \"textbook\"]\n\"workload.pages\" = [12, 13, 14]\n"
      "timeout_seconds = 0.2\n";
  EXPECT_EQ(sweep(bad), 1);
  EXPECT_TRUE(has(out_, "9 points: 3 ok, 2 failed, 1 crashed, 3 timeout; 9 run now")) << out_;
  EXPECT_EQ(statuses(), "ok failed timeout ok crashed timeout ok failed timeout ");
  EXPECT_TRUE(has(err_,
                  "cowmmu sweep: 6 did not end well (--retry-failed runs them again), the "
                  "first:\ncowmmu sweep: os.fork=cow, workload.pages=13: oracle: load of "
                  "A.0 returned 5, expected 4\n"))
      << err_;
  EXPECT_TRUE(has(err_,
                  "os.fork=cow, workload.pages=14: the simulation failed: took longer than "
                  "its limit of 0.2 s (--timeout SECONDS, or timeout_seconds in [sweep])\n"))
      << err_;
  EXPECT_TRUE(has(err_, "os.fork=eager, workload.pages=13: the simulation failed: ended without"))
      << err_;
  EXPECT_EQ(std::count(err_.begin(), err_.end(), '\n'), 6);
}

TEST_F(Sweep, what_failed_stays_failed_until_asked) {
  const std::string bad = "\"workload.pages\" = [12, 13]\n";
  EXPECT_EQ(sweep(bad), 1);
  EXPECT_EQ(sweep(bad), 1);
  EXPECT_TRUE(has(out_, "2 points: 1 ok, 1 failed; 0 run now")) << out_;
  EXPECT_TRUE(has(err_, "workload.pages=13: oracle")) << err_;
  EXPECT_EQ(sweep(bad, {"--retry-failed"}), 1);
  EXPECT_TRUE(has(out_, "1 run now")) << out_;
  EXPECT_EQ(sweep("\"workload.pages\" = [12]\n", {"--retry-failed"}), 0);
  EXPECT_TRUE(has(out_, "1 point: 1 ok; 0 run now")) << out_;
}

TEST_F(Sweep, force_runs_everything_again) {
  EXPECT_EQ(sweep(kGrid), 0);
  Database(path("g.db"), StoreAccess::kWrite).execute("UPDATE points SET stats = '{}'");
  EXPECT_EQ(sweep(kGrid, {"--force"}), 0);
  EXPECT_TRUE(has(out_, "4 run now")) << out_;
  ASSERT_EQ(rows().size(), 4U);
  for (const PointRow& row : rows()) EXPECT_NE(row.stats, "{}");
}

TEST_F(Sweep, the_option_wins_over_the_files_timeout) {
  EXPECT_EQ(sweep("\"workload.pages\" = [14]\ntimeout_seconds = 1000\n", {"--timeout", "0.1"}), 1);
  EXPECT_TRUE(has(out_, "1 timeout")) << out_;
  EXPECT_EQ(sweep(kGrid, {"--timeout", "0"}), 2);
  EXPECT_EQ(err_, "cowmmu sweep: --timeout: found 0, allowed 0.001 to 1000000 seconds\n");
}

TEST_F(Sweep, a_bad_point_is_found_before_anything_runs) {
  EXPECT_EQ(sweep("\"os.fork\" = [\"cow\", \"eagre\"]\n"), 2);
  EXPECT_TRUE(has(err_, "g.toml:5:21: os.fork: found eagre")) << err_;
  EXPECT_TRUE(has(err_, "(did you mean eager?)")) << err_;
  EXPECT_EQ(sweep("\"os.fork\" = [\"cow\", \"async\"]\n"), 2);
  EXPECT_EQ(err_, "cowmmu sweep: not available yet: os.fork=async\n");
  EXPECT_EQ(files(), "g.toml");
}

TEST_F(Sweep, dry_run_lists_the_points_and_runs_none) {
  EXPECT_EQ(sweep(kGrid, {"--dry-run"}), 0);
  EXPECT_EQ(out_,
            "new      os.fork=eager, workload.pages=10\nnew      os.fork=eager, workload.pages=20\n"
            "new      os.fork=cow, workload.pages=10\nnew      os.fork=cow, workload.pages=20\n"
            "4 points: 4 to run\n");
  EXPECT_EQ(files(), "g.toml");
  EXPECT_EQ(sweep("\"workload.pages\" = [10, 13]\n"), 1);
  EXPECT_EQ(sweep("\"workload.pages\" = [10, 13, 20]\n", {"--dry-run"}), 0);
  EXPECT_EQ(out_,
            "ok       workload.pages=10\nfailed   workload.pages=13\n"
            "new      workload.pages=20\n3 points: 1 to run\n");
  EXPECT_EQ(sweep("\"workload.pages\" = [10, 13, 20]\n", {"--dry-run", "--retry-failed"}), 0);
  EXPECT_TRUE(has(out_, "3 points: 2 to run\n")) << out_;
  EXPECT_EQ(rows().size(), 2U);
}

TEST_F(Sweep, results_go_to_the_working_folder_by_default) {
  const auto before = std::filesystem::current_path();
  std::filesystem::create_directories(path("here"));
  std::filesystem::current_path(path("here"));
  EXPECT_EQ(run({"sweep", sweep_file("seeds = 2\n"), "-j", "1", "--quiet"}), 0) << err_;
  std::filesystem::current_path(before);
  EXPECT_EQ(out_ + err_, "");
  EXPECT_EQ(files(), "g.toml here/g.db");
}

TEST_F(Sweep, scenarios_and_sweeps_are_not_mixed_up) {
  EXPECT_EQ(run({"sweep", scenario_, "--db", path("g.db")}), 2);
  EXPECT_TRUE(has(err_, "s.toml: found no [sweep] table, needs one")) << err_;
  for (const char* command : {"run", "compare"}) {
    EXPECT_EQ(run({command, sweep_file(kGrid)}), 2);
    EXPECT_TRUE(has(err_, "g.toml:4:2: found a [sweep] table, allowed only for `cowmmu sweep`"))
        << err_;
  }
}

TEST_F(Sweep, engine_and_file_must_be_known) {
  EXPECT_EQ(sweep(kGrid, {"--engine", "lokal"}), 2);
  EXPECT_EQ(err_,
            "cowmmu sweep: --engine: found lokal, allowed local, slurm (did you mean local?)\n");
  const std::string file = sweep_file(kGrid);
  EXPECT_EQ(run({"sweep", file, "--db", path("no/g.db")}), 2);
  EXPECT_TRUE(has(err_, "no/g.db: unable to open")) << err_;
  EXPECT_EQ(run({"sweep", file, "--db", scenario_}), 2);
  EXPECT_TRUE(has(err_, "s.toml: file is not a database")) << err_;
  EXPECT_TRUE(has(read("s.toml"), "[workload]"));
}

TEST_F(Sweep, slurm_needs_its_commands_and_makes_nothing_without) {
  const std::string before = std::getenv("PATH");
  ::setenv("PATH", path("").c_str(), 1);
  EXPECT_EQ(sweep(kGrid, {"--engine", "slurm"}), 2);
  ::setenv("PATH", before.c_str(), 1);
  EXPECT_TRUE(has(err_, "cowmmu sweep: --engine slurm: found no sbatch on the PATH")) << err_;
  EXPECT_TRUE(has(err_, "or use --engine local\n")) << err_;
  EXPECT_EQ(files(), "g.toml");
  EXPECT_EQ(sweep(kGrid, {"--chunk", "2"}), 2);
  EXPECT_EQ(err_, "cowmmu sweep: --chunk: found with --engine local, allowed with slurm\n");
}

TEST_F(Sweep, a_dry_run_prints_the_script_for_slurm) {
  const std::vector<std::string> slurm{"--engine", "slurm", "--dry-run"};
  const auto dry_run = [&](std::vector<std::string> more) {
    more.insert(more.end(), slurm.begin(), slurm.end());
    EXPECT_EQ(sweep(kGrid, more), 0) << err_;
  };
  dry_run({"--chunk", "3", "--sbatch-option=--qos=high", "--set", "seed=3", "-j", "2"});
  EXPECT_TRUE(has(out_, "#SBATCH --cpus-per-task=2\n#SBATCH --qos=high\n")) << out_;
  EXPECT_TRUE(has(out_, "#SBATCH --array=0-1\n")) << out_;
  EXPECT_TRUE(has(out_, "'--set=seed=3' --slurm-task='" + path("g.db.slurm/"))) << out_;
  EXPECT_TRUE(out_.ends_with("\n# 4 points: 4 to run\n")) << out_;
  EXPECT_EQ(files(), "g.toml");
  EXPECT_EQ(sweep(kGrid), 0);
  dry_run({});
  EXPECT_EQ(out_, "# 4 points: 0 to run\n");
}

TEST_F(Sweep, a_task_runs_its_chunk_and_not_again_what_an_earlier_attempt_stored) {
  EXPECT_EQ(sweep(kGrid), 0);
  std::filesystem::create_directories(path("b/shards"));
  std::filesystem::copy(path("g.toml"), path("b/sweep.toml"));
  write("b/chunk-0", "0 " + key_of("eager", 10) + "\n3 " + key_of("cow", 20) + "\n");
  const std::vector<std::string> task{"sweep", path("g.toml"), "--slurm-task", path("b/chunk-0")};
  EXPECT_EQ(run(task), 0) << err_;
  const std::string rows = read("b/shards/chunk-0.0.jsonl");
  EXPECT_EQ(std::count(rows.begin(), rows.end(), '\n'), 2) << rows;
  EXPECT_EQ(run(task), 0);
  EXPECT_EQ(read("b/shards/chunk-0.1.jsonl"), "");
  write("b/chunk-1", "1 " + key_of("eager", 10) + "\n");  // not the key of point 1
  EXPECT_EQ(run({"sweep", path("g.toml"), "--slurm-task", path("b/chunk-1")}), 2);
  EXPECT_TRUE(has(err_, "os.fork=eager, workload.pages=20: found another program or recording"));
  EXPECT_TRUE(has(read("b/shards/chunk-1.0.jsonl"), "{\"task_error\":\"on "));
}

TEST_F(Sweep, export_writes_what_was_found) {
  EXPECT_EQ(sweep(kGrid), 0);
  EXPECT_EQ(run({"export", path("g.db"), "--csv", path("g.csv"), "--jsonl", path("g.jsonl")}), 0);
  EXPECT_TRUE(out_.starts_with("4 rows, ")) << out_;
  const std::string csv = read("g.csv");
  EXPECT_TRUE(csv.starts_with("os.fork,workload.pages,seed,status,error,seconds,tool,schema,"));
  EXPECT_TRUE(has(csv, "\ncow,10,1,ok,,"));
  EXPECT_LT(csv.find("\ncow,20,"), csv.find("\neager,10,"));
  EXPECT_EQ(run({"export", path("g.db"), "--jsonl", "-"}), 0);
  EXPECT_EQ(out_, read("g.jsonl"));
  EXPECT_EQ(boost::json::parse(out_.substr(0, out_.find('\n'))).at("cycles"), 1130);
  EXPECT_EQ(run({"export", path("g.db"), "--csv", "-"}), 0);
  EXPECT_EQ(out_, csv);
}

TEST_F(Sweep, export_needs_a_store_and_a_format) {
  EXPECT_EQ(run({"export", path("g.db"), "--csv", path("g.csv")}), 2);
  EXPECT_TRUE(has(err_, "g.db: unable to open")) << err_;
  EXPECT_EQ(files(), "");
  EXPECT_EQ(sweep("seeds = 1\n"), 0) << err_;
  EXPECT_EQ(run({"export", path("g.db")}), 2);
  EXPECT_EQ(err_, "cowmmu export: found neither --csv nor --jsonl, allowed one of them or both\n");
  EXPECT_EQ(run({"export", path("g.db"), "--csv", "-", "--jsonl", "-"}), 2);
  EXPECT_EQ(run({"export", path("g.db"), "--csv", path("no/g.csv")}), 2);
  EXPECT_EQ(run({"export", path("g.db"), "--csv", "/dev/full"}), 1);
  EXPECT_EQ(files(), "g.db g.toml");
}

}  // namespace
}  // namespace cowmmu
