// SPDX-License-Identifier: Apache-2.0
#include "params/choices.h"

#include <gtest/gtest.h>

#include "params/registry.h"

namespace cowmmu {
namespace {

std::string refusal(const std::string& parameter, const std::string& value) {
  try {
    add_choice(parameter, value);
  } catch (const ParamError& e) {
    return e.what();
  }
  return "accepted";
}

TEST(Choices, an_added_name_is_a_value_as_any_other) {
  EXPECT_FALSE(any_name_added());
  const std::vector<std::string> before = ParamRegistry().find("os.fork").choices;
  add_choice("os.fork", "mine_2");
  EXPECT_TRUE(any_name_added());
  const ParamRegistry registry;
  std::vector<std::string> after = registry.find("os.fork").choices;
  EXPECT_EQ(after.back(), "mine_2");
  after.pop_back();
  EXPECT_EQ(after, before);
  Params params;
  registry.set_text(params, "os.fork", "mine_2");
  EXPECT_EQ(params.os.fork, "mine_2");
  EXPECT_EQ(Params().os.fork, before.front());
}

TEST(Choices, a_misspelt_added_name_is_suggested) {
  add_choice("os.fork", "eager_first");
  Params params;
  try {
    ParamRegistry().set_text(params, "os.fork", "eager_frist");
    FAIL();
  } catch (const ParamError& e) {
    EXPECT_NE(std::string(e.what()).find("did you mean eager_first?"), std::string::npos)
        << e.what();
  }
}

TEST(Choices, what_cannot_be_added_is_refused_with_the_reason) {
  const std::vector<std::string> before = added_names("os.fork");
  EXPECT_NE(refusal("os.fork", "cow").find("cow is there already"), std::string::npos);
  EXPECT_NE(refusal("os.fork", "async").find("is there already"), std::string::npos);
  EXPECT_NE(refusal("os.frok", "mine").find("did you mean os.fork?"), std::string::npos);
  EXPECT_NE(refusal("machine.harts", "mine").find("allowed integer"), std::string::npos);
  for (const char* bad : {"", "a,b", "Mine", "2a", "a b", "_a"})
    EXPECT_NE(refusal("os.fork", bad).find("allowed a name of a-z"), std::string::npos) << bad;
  EXPECT_EQ(added_names("os.fork"), before);
  EXPECT_EQ(refusal("os.fork", "mine"), "accepted");
  EXPECT_NE(refusal("os.fork", "mine").find("is there already"), std::string::npos);
}

}  // namespace
}  // namespace cowmmu
