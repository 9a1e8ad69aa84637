// SPDX-License-Identifier: Apache-2.0
#include "slurm/shard.h"

#include "errors/errors.h"
#include "folder.h"
#include "slurm/batch.h"
#include "slurm/folder_lock.h"

namespace cowmmu {
namespace {

namespace fs = std::filesystem;

class Shard : public FolderTest {
 protected:
  fs::path first() const { return folder_ / "chunk-1.0.jsonl"; }
  void append(const std::string& bytes) const { std::ofstream(first(), std::ios::app) << bytes; }
};

TEST_F(Shard, a_row_comes_back_whole) {
  ShardWriter(folder_, "chunk-1").put(row("k", PointStatus::kTimeout));
  const ShardNews news = ShardReader(first()).read_new();
  ASSERT_EQ(news.rows.size(), 1U);
  const PointRow& r = news.rows[0];
  EXPECT_EQ(r.key + r.error + r.axes + r.config + r.stats + r.tool, "ka\n\"b\"{\"a\": 1}{}1.0 abc");
  EXPECT_EQ(r.status, PointStatus::kTimeout);
  EXPECT_EQ(r.seed, UINT64_MAX);
  EXPECT_EQ(r.seconds, 0.5);
}

TEST_F(Shard, a_reader_gives_each_row_once) {
  ShardWriter writer(folder_, "chunk-1");
  ShardReader reader(first());
  EXPECT_TRUE(reader.read_new().rows.empty());
  writer.put(row("a"));
  EXPECT_EQ(reader.read_new().rows.at(0).key, "a");
  EXPECT_TRUE(reader.read_new().rows.empty());
  writer.put(row("b"));
  writer.put_error("no such file");
  const ShardNews news = reader.read_new();
  EXPECT_EQ(news.rows.at(0).key, "b");
  EXPECT_EQ(news.error, "no such file");
}

TEST_F(Shard, words_that_are_no_utf_8_do_not_lose_the_line) {
  ShardWriter writer(folder_, "chunk-1");
  PointRow odd = row("a", PointStatus::kCrashed);
  odd.error = "caf\xe9.trace: no such file";
  writer.put(odd);
  writer.put(row("b"));
  writer.put_error("caf\xe9");
  const ShardNews news = ShardReader(first()).read_new();
  ASSERT_EQ(news.rows.size(), 2U);
  EXPECT_EQ(news.rows[0].error, "caf\xef\xbf\xbd.trace: no such file");
  EXPECT_EQ(news.error, "caf\xef\xbf\xbd");
}

TEST_F(Shard, a_line_that_is_not_whole_waits) {
  ShardWriter(folder_, "chunk-1").put(row("a"));
  const std::string line = read(first());
  append(line.substr(0, 40));
  ShardReader reader(first());
  EXPECT_EQ(reader.read_new().rows.size(), 1U);
  append(line.substr(40));
  EXPECT_EQ(reader.read_new().rows.size(), 1U);
  // A hole, as another node of a network file system may see it.
  append(std::string(30, '\0') + "\n" + line);
  EXPECT_TRUE(reader.read_new().rows.empty());
}

TEST_F(Shard, each_attempt_writes_its_own) {
  const ShardWriter first(folder_, "chunk-1"), second(folder_, "chunk-1"),
      other(folder_, "chunk-10");
  EXPECT_EQ(shards_in(folder_, "chunk-1"),
            (std::vector<fs::path>{folder_ / "chunk-1.0.jsonl", folder_ / "chunk-1.1.jsonl"}));
  EXPECT_EQ(shards_in(folder_).size(), 3U);
  EXPECT_TRUE(shards_in(folder_ / "no").empty());
  EXPECT_THROW(ShardWriter(folder_ / "no", "chunk-1"), RunError);
}

TEST_F(Shard, chunks_come_back_and_a_batch_has_them) {
  const Chunk points{{7, "a"}, {3, "b"}, {9, "c"}};
  const std::vector<Chunk> chunks = chunks_of(points, 2);
  ASSERT_EQ(chunks.size(), 2U);
  EXPECT_EQ(chunks[1].size(), 1U);
  const Batch made = Batch::make(folder_, "cowmmu-g", chunks);
  const Batch found(made.folder());
  EXPECT_EQ(found.name(), made.name());
  EXPECT_TRUE(found.name().starts_with("cowmmu-g-"));
  ASSERT_EQ(found.points().size(), 3U);
  EXPECT_EQ(found.chunks()[0][1].key, "b");
  EXPECT_EQ(found.chunks()[1][0].point, 9U);
  std::ofstream(folder_ / "x") << "1 a\nb 2\n";
  EXPECT_THROW(read_chunk(folder_ / "x"), InputError);
}

TEST_F(Shard, a_batch_collects_and_quotes_its_tasks) {
  Batch batch = Batch::make(folder_, "cowmmu-g", {{{0, "a"}}});
  EXPECT_EQ(batch.last_words(0), "");
  ShardWriter(batch.folder() / "shards", "chunk-0").put(row("a"));
  std::ofstream(batch.folder() / "log-0") << "one\ntwo\n\n";
  EXPECT_EQ(batch.collect().rows.at(0).key, "a");
  EXPECT_EQ(batch.last_words(0), "two");
  batch.remove();
  EXPECT_TRUE(batch.collect().rows.empty());
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(Shard, a_folder_has_one_owner_and_goes_with_it) {
  const fs::path owned = folder_ / "g.db.slurm";
  {
    const FolderLock lock(owned);
    EXPECT_THROW(FolderLock{owned}, InputError);
  }
  EXPECT_FALSE(fs::exists(owned));
  {
    const FolderLock lock(owned);
    std::ofstream(owned / "batch") << "x";
  }
  EXPECT_TRUE(fs::exists(owned / "batch"));
  EXPECT_FALSE(fs::exists(owned / "lock"));
}

}  // namespace
}  // namespace cowmmu
