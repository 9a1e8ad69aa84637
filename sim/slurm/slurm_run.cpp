// SPDX-License-Identifier: Apache-2.0
#include "slurm/slurm_run.h"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <utility>

#include "errors/errors.h"
#include "output/output_file.h"

namespace cowmmu {
namespace {

namespace fs = std::filesystem;

constexpr size_t kUsualTasks = 100;
constexpr int kMaxLosses = 3;
// A look costs slurmctld work: soon at first, for short sweeps, then rarely.
constexpr double kFirstPause = 0.5, kLastPause = 15, kPauseGrowth = 1.1;

size_t rounded_up(size_t a, size_t b) { return (a + b - 1) / b; }

}  // namespace

size_t chunk_size(size_t chunk, size_t points) {
  if (chunk == 0) return std::max<size_t>(1, rounded_up(points, kUsualTasks));
  if (rounded_up(points, chunk) <= kMaxTasks) return chunk;
  throw InputError(fmt::format(
      "--chunk: found {}, which makes {} tasks of {} points, allowed {} tasks: --chunk {} or more",
      chunk, rounded_up(points, chunk), points, kMaxTasks, rounded_up(points, kMaxTasks)));
}

SlurmRun::SlurmRun(SlurmJob job, PointStore& store, ISlurm& slurm)
    : lock_(job.folder),
      job_(std::move(job)),
      store_(store),
      slurm_(slurm),
      back_off_(job_.retry_pause),
      notices_(job_.notices) {
  adopt();
}

void SlurmRun::adopt() {
  for (const auto& entry : fs::directory_iterator(job_.folder)) {
    if (Batch::is_at(entry.path())) arrays_.emplace_back(Batch(entry.path()), false);
  }
  look(nullptr);
}

std::vector<std::string> SlurmRun::names() const {
  std::vector<std::string> names;
  for (const TaskArray& array : arrays_) names.push_back(array.batch().name());
  return names;
}

void SlurmRun::run(const Chunk& wanted, Progress& progress) {
  for (const ChunkPoint& p : wanted) missing_.emplace(p.key, Missing{p.point});
  wanted_ = wanted.size();
  chunk_size(job_.chunk, wanted_);
  InterruptWatch watch;
  pause_ = kFirstPause;
  try {
    while (!missing_.empty()) {
      submit_rest(watch);
      notices_.tell(state(), progress);
      wait(watch, progress);
      look(&watch);
      notices_.tell(state(), progress);
      give_up_if_hopeless();
    }
  } catch (const Interrupted& e) {
    end(e.signal_number != SIGHUP);
    throw;
  } catch (...) {
    end(true);
    throw;
  }
  end(true);
}

// The queue first: a task that is not in it has stored all that it ever will.
void SlurmRun::look(InterruptWatch* watch) {
  const auto queue = slurm_.queue(names(), watch);
  if (!arrays_.empty()) hear(queue.has_value());  // with none it was not asked
  if (queue) {
    for (TaskArray& array : arrays_) array.observe(*queue);
  }
  collect();
  if (queue) {
    settle_doubts();
    close_tasks();
  } else {
    give_up_if_silent();
  }
}

void SlurmRun::hear(bool answers) {
  answers_ = answers;
  has_answered_ = has_answered_ || answers;
}

// Slurm answers: what it does not know of it has not taken.
void SlurmRun::settle_doubts() {
  for (auto array = arrays_.begin(); array != arrays_.end();) {
    if (array->is_doubtful() && array->was_seen()) {
      array->trust();
      accepted();
    }
    if (!array->is_doubtful()) {
      ++array;
      continue;
    }
    const std::string refusal = array->refusal();
    array->batch().remove();
    array = arrays_.erase(array);
    refused(refusal);
  }
}

void SlurmRun::accepted() {
  has_accepted_ = true;
  back_off_.succeed();
  refusal_.clear();
}

// Other arrays may be what a limit is reached by, and what they find is worth waiting for.
void SlurmRun::refused(const std::string& message) {
  const bool alone = arrays_.empty();
  back_off_.fail(alone);
  refusal_ = message;
  const bool for_good = !has_accepted_ && !is_transient(message);
  if (alone && (for_good || back_off_.is_used_up()))
    throw InputError("sbatch refuses the job: " + message);
}

// Without a first answer, ever.
void SlurmRun::give_up_if_silent() {
  const auto is_unknown = [](const TaskArray& a) { return a.is_doubtful() && !a.was_seen(); };
  if (has_answered_ || !std::ranges::all_of(arrays_, is_unknown) || back_off_.remaining() > 0)
    return;
  back_off_.fail(true);
  if (!back_off_.is_used_up()) return;
  for (const TaskArray& array : arrays_) array.batch().remove();
  arrays_.clear();
  throw RunError("Slurm does not answer: " + slurm_.problem());
}

void SlurmRun::collect() {
  for (TaskArray& array : arrays_) {
    const ShardNews news = array.batch().collect();
    store_rows(array, news);
    if (!news.error.empty() && array.is_mine()) throw RunError("a Slurm task: " + news.error);
  }
}

void SlurmRun::store_rows(TaskArray& array, const ShardNews& news) {
  if (news.rows.empty()) return;
  Transaction transaction = store_.transaction();
  for (const PointRow& row : news.rows) {
    store_.put(row, job_.replace && array.is_mine());
    array.note_row(row.key);
    if (job_.replace && !array.is_mine()) continue;  // not what was asked for now
    ran_ += missing_.erase(row.key);
  }
  transaction.commit();
}

void SlurmRun::close_tasks() {
  for (auto array = arrays_.begin(); array != arrays_.end();) {
    for (const size_t task : array->take_ended()) lose(*array, task);
    if (array->has_open()) {
      ++array;
    } else {
      array->batch().remove();
      array = arrays_.erase(array);
    }
  }
}

// A task that stored something got on: its time was over, or its node broke. One that stored
// nothing may have been ended by one of its points.
void SlurmRun::lose(const TaskArray& array, size_t task) {
  if (!array.is_mine()) return;
  for (const ChunkPoint& p : array.batch().chunks().at(task)) {
    const auto it = missing_.find(p.key);
    if (it == missing_.end()) continue;
    if (!array.has_rows(task)) ++it->second.losses;
    last_words_ = array.last_words(task);
  }
}

std::set<std::string> SlurmRun::covered() const {
  std::set<std::string> keys;
  for (const TaskArray& array : arrays_) {
    if (job_.replace && !array.is_mine()) continue;
    for (size_t task = 0; task < array.batch().chunks().size(); ++task) {
      if (!array.is_open(task)) continue;
      for (const ChunkPoint& p : array.batch().chunks()[task]) keys.insert(p.key);
    }
  }
  return keys;
}

// What no task is to run: everything at first, later what was lost, each point in a task of its own
// so that one that ends its task takes no other with it.
void SlurmRun::submit_rest(InterruptWatch& watch) {
  if (!answers_ || back_off_.remaining() > 0) return;
  const std::set<std::string> under_way = covered();
  Chunk fresh, again;
  for (const auto& [key, missing] : missing_) {
    if (missing.losses >= kMaxLosses || under_way.contains(key)) continue;
    (missing.losses == 0 ? fresh : again).push_back({missing.point, key});
  }
  if (fresh.empty() && again.empty()) return;
  std::vector<Chunk> chunks =
      chunks_of(again, std::max<size_t>(1, rounded_up(again.size(), kMaxTasks / 2)));
  const size_t size = std::max(chunk_size(job_.chunk, fresh.size()),
                               rounded_up(fresh.size(), kMaxTasks - chunks.size()));
  std::ranges::move(chunks_of(fresh, size), std::back_inserter(chunks));
  submit(std::move(chunks), watch);
}

void SlurmRun::submit(std::vector<Chunk> chunks, InterruptWatch& watch) {
  TaskArray& array =
      arrays_.emplace_back(Batch::make(job_.folder, job_.prefix, std::move(chunks)), true);
  const Batch& batch = array.batch();
  TaskScript script = job_.script;
  script.job_name = batch.name();
  script.folder = batch.folder();
  script.tasks = batch.chunks().size();
  write_file(batch.folder() / "sweep.toml", job_.sweep);
  write_file(batch.folder() / "job.sh", script_text(script));
  const Submission submission = slurm_.submit(sbatch_words(script), batch.folder() / "job.sh");
  pause_ = kFirstPause;
  if (submission.accepted) return accepted();
  // Slurm may have taken the job all the same, and its answer was lost: the queue shows it.
  array.doubt(submission.message);
  const auto queue = slurm_.queue({batch.name()}, &watch);
  hear(queue.has_value());
  if (!queue) return;
  array.observe(*queue);
  settle_doubts();
}

void SlurmRun::give_up_if_hopeless() const {
  const auto is_lost = [](const auto& m) { return m.second.losses >= kMaxLosses; };
  if (missing_.empty() || !std::ranges::all_of(missing_, is_lost)) return;
  throw RunError(
      fmt::format("{} of {} points were lost with their Slurm task {} times each, and have no row; "
                  "the last task: {}. Do the nodes have {} and enough memory and time? The same "
                  "command tries again",
                  missing_.size(), wanted_, kMaxLosses, last_words_, job_.folder.string()));
}

std::string SlurmRun::note() const {
  if (!answers_) return "; Slurm does not answer, waiting";
  size_t running = 0, waiting = 0;
  std::string reason;
  for (const TaskArray& array : arrays_) {
    running += array.running();
    waiting += array.waiting();
    if (!array.reason().empty()) reason = " (" + array.reason() + ")";
  }
  return fmt::format("; tasks: {} run, {} wait{}", running, waiting, reason);
}

SlurmState SlurmRun::state() const {
  SlurmState state{answers_, answers_ ? "" : slurm_.problem(), refusal_, {}, {}};
  for (const TaskArray& array : arrays_) {
    if (array.held() < array.running() + array.waiting()) return state;
  }
  for (const TaskArray& array : arrays_) {
    if (array.held() > 0) state.held_names.push_back(array.batch().name());
    if (array.held() > 0) state.held = array.reason();
  }
  return state;
}

void SlurmRun::wait(InterruptWatch& watch, Progress& progress) {
  progress.update(wanted_ - missing_.size(), wanted_, note());
  pollfd end{watch.descriptor(), POLLIN, 0};
  const double until_retry = back_off_.remaining();
  const double pause = until_retry > 0 ? std::min(pause_, until_retry + 0.001) : pause_;
  if (::poll(&end, 1, static_cast<int>(pause * 1000)) > 0) watch.raise();
  pause_ = std::min(kLastPause, pause_ * kPauseGrowth);
}

// An array that points still wait for stays in the folder: its tasks may store a last row, which
// the next call finds. One that others left, of another sweep, goes on.
void SlurmRun::end(bool cancel) {
  const auto is_awaited = [this](const ChunkPoint& p) { return missing_.contains(p.key); };
  const auto is_stored = [this](const ChunkPoint& p) { return store_.status(p.key).has_value(); };
  for (TaskArray& array : arrays_) {
    const Chunk points = array.batch().points();
    const bool awaited = std::ranges::any_of(points, is_awaited);
    const bool of_others = !array.is_mine() && !std::ranges::all_of(points, is_stored);
    if (awaited ? !cancel : of_others) continue;
    slurm_.cancel(array.batch().name());
    if (!awaited) array.batch().remove();
  }
}

}  // namespace cowmmu
