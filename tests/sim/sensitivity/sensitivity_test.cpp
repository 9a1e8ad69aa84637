// SPDX-License-Identifier: Apache-2.0
#include "sensitivity/sensitivity.h"

#include <gtest/gtest.h>

namespace cowmmu {
namespace {

using Side = Sensitivity::Side;

Sensitivity::Row row(const std::string& key, uint64_t value, Figures halved, Figures doubled) {
  return {{key, "cycles", value, value / 2, value * 2},
          Side{value / 2, std::move(halved), ""},
          Side{value * 2, std::move(doubled), ""}};
}

Sensitivity table() {
  return {"s.toml",
          "cycles",
          {"eager", "cow"},
          {2000, 1000},
          {row("little", 8, {2000, 999}, {2000, 1001}), row("none", 8, {2000, 1000}, {2000, 1000}),
           row("much", 8, {1000, 1000}, {4000, 1000})}};
}

TEST(Sensitivity, has_the_largest_change_first) {
  Sensitivity s = table();
  sort_by_change(s);
  EXPECT_EQ(s.rows[0].variation.key, "much");
  EXPECT_EQ(s.rows[1].variation.key, "little");
  EXPECT_EQ(s.rows[2].variation.key, "none");
}

TEST(Sensitivity, a_change_from_nothing_comes_before_all) {
  Sensitivity s = table();
  s.base = {2000, 0};
  s.rows = {row("much", 8, {1000, 0}, {4000, 0}), row("new", 8, {2000, 0}, {2000, 1})};
  sort_by_change(s);
  EXPECT_EQ(s.rows[0].variation.key, "new");
}

TEST(Sensitivity, text_shows_changes_in_percent_and_names_the_idle) {
  Sensitivity s = table();
  sort_by_change(s);
  EXPECT_EQ(sensitivity_text(s),
            "                                 eager                   cow\n"
            "cycles                           2,000                 1,000\n"
            "                     halved    doubled     halved    doubled   ranking\n"
            "much  8 cycles     -50.00 %  +100.00 %          0          0   kept\n"
            "little  8 cycles          0          0    -0.10 %    +0.10 %   kept\n"
            "\n"
            "without effect: none\n"
            "ranking by cycles: cow < eager; kept in 6 of 6 changes\n");
}

TEST(Sensitivity, text_of_one_policy_has_no_ranking) {
  Sensitivity s{"s.toml", "cycles", {"cow"}, {1000}, {row("much", 8, {500}, {2000})}};
  EXPECT_EQ(sensitivity_text(s),
            "                                 cow\n"
            "cycles                         1,000\n"
            "                   halved    doubled\n"
            "much  8 cycles   -50.00 %  +100.00 %\n");
}

TEST(Sensitivity, text_says_where_there_is_no_figure_and_where_no_such_value) {
  Sensitivity s = table();
  s.rows = {row("odd", 8, {}, {2000, 1000})};
  s.rows[0].halved->why = "4 does not fit";
  s.rows[0].doubled.reset();
  const std::string text = sensitivity_text(s);
  EXPECT_NE(text.find("odd  8 cycles       none          -       none          -   kept\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("\nnone: odd=4: 4 does not fit\n"), std::string::npos) << text;
  EXPECT_NE(text.find("kept in 0 of 0 changes"), std::string::npos) << text;
}

TEST(Sensitivity, json_has_null_where_there_is_no_figure) {
  Sensitivity s = table();
  s.base = {0, 1000};
  s.rows = {row("odd", 8, {}, {5, 1500})};
  s.rows[0].halved->why = "4 does not fit";
  const boost::json::value v = sensitivity_json(s);
  EXPECT_TRUE(v.at_pointer("/parameters/0/halved/figures").is_null());
  EXPECT_EQ(v.at_pointer("/parameters/0/halved/why"), "4 does not fit");
  EXPECT_TRUE(v.at_pointer("/parameters/0/doubled/figures/0/change").is_null());
  EXPECT_EQ(v.at_pointer("/parameters/0/doubled/figures/1/change"), 0.5);
}

}  // namespace
}  // namespace cowmmu
