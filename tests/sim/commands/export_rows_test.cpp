// SPDX-License-Identifier: Apache-2.0
#include "commands/export_rows.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <memory>

namespace cowmmu {
namespace {

namespace fs = std::filesystem;

class Export : public testing::Test {
 protected:
  void SetUp() override { renew(); }
  void TearDown() override {
    store_.reset();
    fs::remove(path_);
  }
  void renew() {
    TearDown();
    store_ = std::make_unique<PointStore>(path_, StoreAccess::kWrite);
  }

  void put(const std::string& key, const std::string& axes, const std::string& config,
           const std::string& stats, uint64_t seed = 1) {
    const PointStatus status = stats.empty() ? PointStatus::kCrashed : PointStatus::kOk;
    store_->put({key, status, stats.empty() ? "no \"luck\", today" : "", axes, config, stats, seed,
                 0.5, "t"},
                false);
  }
  std::string csv() {
    ExportRows rows(*store_);
    std::string text = csv_line(rows.columns());
    rows.each([&](const FlatRow& row) { text += csv_line(row); });
    return text;
  }
  std::string jsonl() {
    ExportRows rows(*store_);
    std::string text;
    rows.each([&](const FlatRow& row) { text += json_line(rows.columns(), row); });
    return text;
  }

  fs::path path_ = fs::path(testing::TempDir()) / ("cowmmu-rows-" + std::to_string(::getpid()));
  std::unique_ptr<PointStore> store_;
};

TEST_F(Export, axes_come_first_then_how_it_ended_then_every_scalar_by_its_path) {
  put("k", R"({"os.fork":"cow","machine.harts":2})",
      R"({"os":{"fork":"cow"},"machine":{"harts":2}})",
      R"({"seed":1,"cycles":7,"harts":[{"id":0,"ledger":{"trap.entry":3}}],"mean":0.25,"on":true})");
  EXPECT_EQ(csv(),
            "os.fork,machine.harts,seed,status,error,seconds,tool,cycles,harts.0.id,"
            "harts.0.ledger.trap.entry,mean,on,config.os.fork,config.machine.harts\n"
            "cow,2,1,ok,,0.5,t,7,0,3,0.25,true,cow,2\n");
  EXPECT_EQ(jsonl(),
            R"({"os.fork": "cow", "machine.harts": 2, "seed": 1, "status": "ok", "seconds": 0.5, )"
            R"("tool": "t", "cycles": 7, "harts.0.id": 0, "harts.0.ledger.trap.entry": 3, )"
            R"("mean": 0.25, "on": true, "config.os.fork": "cow", "config.machine.harts": 2})"
            "\n");
}

TEST_F(Export, a_point_without_statistics_has_its_error_and_its_configuration) {
  put("k", R"({"os.fork":"cow"})", R"({"os":{"fork":"cow"}})", R"({"cycles":7})");
  put("l", R"({"os.fork":"eager"})", R"({"os":{"fork":"eager"}})", "");
  EXPECT_EQ(csv(),
            "os.fork,seed,status,error,seconds,tool,cycles,config.os.fork\n"
            "cow,1,ok,,0.5,t,7,cow\n"
            "eager,1,crashed,\"no \"\"luck\"\", today\",0.5,t,,eager\n");
  EXPECT_EQ(jsonl().find("cycles", jsonl().find("eager")), std::string::npos);
}

TEST_F(Export, an_axis_that_came_later_has_a_value_in_earlier_rows) {
  put("k", R"({"a.x":1})", R"({"a":{"x":1,"y":8}})", "{}");
  put("l", R"({"a.x":1,"a.y":9})", R"({"a":{"x":1,"y":9}})", "{}");
  EXPECT_EQ(csv(),
            "a.x,a.y,seed,status,error,seconds,tool,config.a.x,config.a.y\n"
            "1,8,1,ok,,0.5,t,1,8\n1,9,1,ok,,0.5,t,1,9\n");
}

TEST_F(Export, the_order_is_that_of_axes_and_seed_and_not_of_completion) {
  std::vector<std::pair<std::string, uint64_t>> points{
      {"2", 1}, {"2", 18446744073709551615U}, {"10", 3}, {"10", 20}};
  std::ranges::sort(points);  // the first permutation
  std::vector<std::string> seen;
  do {
    renew();
    for (const auto& [x, seed] : points) {
      put(x + "." + std::to_string(seed), "{\"a.x\":" + x + "}", "{\"a\":{\"x\":" + x + "}}", "{}",
          seed);
    }
    seen.push_back(csv());
  } while (std::next_permutation(points.begin(), points.end()));
  EXPECT_EQ(seen.size(), 24U);
  EXPECT_EQ(std::count(seen.begin(), seen.end(),
                       "a.x,seed,status,error,seconds,tool,config.a.x\n"
                       "2,1,ok,,0.5,t,2\n2,18446744073709551615,ok,,0.5,t,2\n"
                       "10,3,ok,,0.5,t,10\n10,20,ok,,0.5,t,10\n"),
            24);
}

TEST(CsvLine, quotes_what_rfc_4180_says) {
  EXPECT_EQ(csv_line(FlatRow{"a,b", "c\"d", "e\nf", "g h", "", nullptr, 1.0, 2, true}),
            "\"a,b\",\"c\"\"d\",\"e\nf\",g h,,,1.0,2,true\n");
}

}  // namespace
}  // namespace cowmmu
