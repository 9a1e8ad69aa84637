// SPDX-License-Identifier: Apache-2.0
#include <boost/json.hpp>

#include "cli_fixture.h"

namespace cowmmu {
namespace {

using Compare = CliTest;

TEST_F(Compare, shows_eager_textbook_and_cow_unasked) {
  EXPECT_EQ(run({"compare", scenario_}), 0) << err_;
  EXPECT_LT(out_.find(" eager "), out_.find(" textbook "));
  EXPECT_LT(out_.find(" textbook "), out_.find(" cow\n"));
}

TEST_F(Compare, finds_the_break_even_of_the_formula) {
  // eager 100 * 100 = textbook 160 w: w = 62.5, so 63; cow 130 w: 76.9, so 77.
  EXPECT_EQ(run({"compare", scenario_, "--json", path("c.json")}), 0) << err_;
  EXPECT_TRUE(has(out_, "textbook takes as long as eager with 63 of 100 pages")) << out_;
  const auto v = boost::json::parse(read("c.json"));
  EXPECT_EQ(v.at_pointer("/break_even/0/policy"), "textbook");
  EXPECT_EQ(v.at_pointer("/break_even/0/against"), "eager");
  EXPECT_EQ(v.at_pointer("/break_even/0/written"), 0.63);
  EXPECT_EQ(v.at_pointer("/break_even/1/written"), 0.77);
  EXPECT_EQ(v.at_pointer("/runs/2/stats/cycles"), 2300);
}

TEST_F(Compare, has_no_break_even_without_a_written_fraction_or_without_eager) {
  const std::string exits = write("e.toml", "[workload]\nprogram = \"fork_exit\"\npages = 8\n");
  EXPECT_EQ(run({"compare", exits, "--json", "-"}), 0) << err_;
  EXPECT_TRUE(boost::json::parse(out_).at("break_even").as_array().empty());
  EXPECT_EQ(run({"compare", scenario_, "--policies", "cow,textbook"}), 0);
  EXPECT_FALSE(has(out_, "break-even"));
}

TEST_F(Compare, columns_stand_in_the_given_order) {
  EXPECT_EQ(run({"compare", scenario_, "--policies", "cow,eager", "-j", "1", "--json", "-"}), 0);
  const auto v = boost::json::parse(out_);
  EXPECT_EQ(v.at_pointer("/runs/0/policy"), "cow");
  EXPECT_EQ(v.at_pointer("/runs/1/policy"), "eager");
}

TEST_F(Compare, a_bad_list_of_policies_is_bad_usage) {
  EXPECT_EQ(run({"compare", scenario_, "--policies", "eager,cwo"}), 2);
  EXPECT_TRUE(has(err_, "found cwo")) << err_;
  EXPECT_TRUE(has(err_, "(did you mean cow?)")) << err_;
  EXPECT_EQ(run({"compare", scenario_, "--policies", "cow,cow"}), 2);
  EXPECT_TRUE(has(err_, "cow twice")) << err_;
  EXPECT_EQ(run({"compare", scenario_, "--policies", ""}), 2);
  EXPECT_EQ(run({"compare", scenario_, "--policies", "cow,,eager"}), 2);
}

TEST_F(Compare, what_is_not_built_yet_is_named) {
  EXPECT_EQ(run({"compare", scenario_, "--policies", "eager,on_demand"}), 2);
  EXPECT_EQ(err_, "cowmmu compare: not available yet: os.fork=on_demand\n");
}

TEST_F(Compare, a_failed_run_names_its_policy_and_writes_nothing) {
  EXPECT_EQ(run({"compare", scenario_, "--set", "workload.pages=13", "--json", path("c.json")}), 1);
  EXPECT_TRUE(has(err_, "eager: the simulation failed")) << err_;
  EXPECT_TRUE(has(err_, "textbook: working set larger than memory by 3 frames")) << err_;
  EXPECT_TRUE(has(err_, "cow: oracle: load of A.0")) << err_;
  EXPECT_EQ(out_, "");
  EXPECT_EQ(files(), "");
}

TEST_F(Compare, a_report_is_one_page_with_every_simulation_and_the_exact_break_even) {
  EXPECT_EQ(run({"compare", scenario_, "--report", path("r.html")}), 0) << err_;
  const std::string page = read("r.html");
  EXPECT_TRUE(page.starts_with("<!DOCTYPE html>"));
  EXPECT_TRUE(has(page, "default-src 'none'"));
  EXPECT_TRUE(has(page, "--policies eager,textbook,cow --report " + path("r.html"))) << err_;
  EXPECT_EQ(files(), "r.html");
  EXPECT_EQ(run({"compare", scenario_, "--json", path("x"), "--report", path("x")}), 2);
  EXPECT_TRUE(has(err_, "found what --json writes, allowed a file of its own")) << err_;
  EXPECT_EQ(run({"compare", scenario_, "--report", path("no/r.html")}), 2);
  EXPECT_EQ(out_, "");
}

TEST_F(Compare, a_report_on_standard_output_is_alone_there) {
  EXPECT_EQ(run({"compare", scenario_, "--report", "-"}), 0) << err_;
  EXPECT_TRUE(out_.starts_with("<!DOCTYPE html>"));
  EXPECT_TRUE(out_.ends_with("</html>\n")) << out_.substr(out_.size() - 80);
  EXPECT_EQ(run({"compare", scenario_, "--report", "-", "--json", "-"}), 2);
  EXPECT_TRUE(has(err_, "found --json - and --report -, allowed one of them")) << err_;
  EXPECT_EQ(out_, "");
}

TEST_F(Compare, an_unwritable_json_fails_before_the_simulations) {
  EXPECT_EQ(run({"compare", scenario_, "--json", path("no/c.json")}), 2);
  EXPECT_EQ(out_, "");
  EXPECT_EQ(run({"compare", scenario_, "--json", "/dev/full"}), 1);
}

}  // namespace
}  // namespace cowmmu
