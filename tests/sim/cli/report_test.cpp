// SPDX-License-Identifier: Apache-2.0
#include "cli_fixture.h"

namespace cowmmu {
namespace {

class Report : public CliTest {
 protected:
  void SetUp() override {
    CliTest::SetUp();
    sweep_ = write("s1.toml",
                   "[workload]\nprogram = \"fork_write\"\npages = 100\n[sweep]\n"
                   "\"os.fork\" = [\"eager\", \"cow\"]\n\"workload.written\" = [0.0, 1.0]\n");
    ASSERT_EQ(run({"sweep", sweep_, "--db", path("s.db")}), 0) << err_;
  }
  std::string sweep_;
};

TEST_F(Report, is_one_page_that_allows_no_network) {
  EXPECT_EQ(run({"report", path("s.db"), "-o", path("r.html")}), 0) << err_;
  EXPECT_TRUE(has(out_, "4 points, into " + path("r.html"))) << out_;
  const std::string page = read("r.html");
  EXPECT_TRUE(page.starts_with("<!DOCTYPE html>"));
  EXPECT_TRUE(has(page, "default-src 'none'"));
  EXPECT_FALSE(has(page, "unsafe-"));
  EXPECT_EQ(files(), "r.html s.db s1.toml");
}

TEST_F(Report, a_static_page_has_plots_and_every_point_without_a_script) {
  EXPECT_EQ(run({"report", path("s.db"), "--static", "-o", "-"}), 0) << err_;
  EXPECT_FALSE(has(out_, "<script"));
  EXPECT_TRUE(has(out_, "<polyline"));
  EXPECT_TRUE(has(out_, "workload.written (fraction of the pages)"));
  EXPECT_TRUE(has(out_, "<td>11000</td>"));  // eager: 1000 + 100 pages
  EXPECT_TRUE(has(out_,
                  "<b>Fork latency against resident size</b>: the points do not differ in "
                  "workload.pages."))
      << out_;
}

TEST_F(Report, bad_usage_is_refused_and_writes_nothing) {
  EXPECT_EQ(run({"report", path("s.db")}), 2);
  EXPECT_TRUE(has(err_, "--output")) << err_;
  EXPECT_EQ(run({"report", path("s.db"), "-o", path("s.db")}), 2);
  EXPECT_TRUE(has(err_, "found a part of the database")) << err_;
  EXPECT_EQ(run({"report", path("no.db"), "-o", path("r.html")}), 2);
  EXPECT_TRUE(has(err_, path("no.db"))) << err_;
  EXPECT_EQ(run({"report", sweep_, "-o", path("r.html")}), 2);
  EXPECT_EQ(run({"report", path("s.db"), "-o", path("r.html"), "--seed", "1"}), 2);
  EXPECT_TRUE(has(err_, "results are shown as they are")) << err_;
  EXPECT_EQ(run({"report", path("s.db"), "-o", path("no/r.html")}), 2);
  EXPECT_EQ(files(), "s.db s1.toml");
}

}  // namespace
}  // namespace cowmmu
