// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "config/workload_keys.h"
#include "errors/errors.h"
#include "scenario_text.h"

namespace cowmmu {
namespace {

class AddedProgram : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    add_program_keys(
        "mine", {integer_key("pages", 1, 10), with_default(integer_key("nth", 1, 9), uint64_t{3})});
  }
  static Workload read(const std::string& keys) {
    return parse("[workload]\nprogram = \"mine\"\n" + keys).workload;
  }
  static std::string refusal(const std::string& keys) {
    try {
      read(keys);
    } catch (const InputError& e) {
      return e.what();
    } catch (const ParamError& e) {
      return e.what();
    }
    return "accepted";
  }
};

TEST_F(AddedProgram, its_keys_are_read_with_defaults_and_warm) {
  const Workload workload = read("pages = 10\n");
  EXPECT_EQ(workload.program, "mine");
  EXPECT_EQ(workload.integer("pages"), 10U);
  EXPECT_EQ(workload.integer("nth"), 3U);
  EXPECT_EQ(workload.word("warm"), "true");
}

TEST_F(AddedProgram, its_keys_are_checked) {
  EXPECT_NE(refusal("").find("workload.pages is missing"), std::string::npos);
  EXPECT_NE(refusal("pages = 11\n").find("allowed integer, 1 to 10"), std::string::npos);
  EXPECT_NE(refusal("pages = 1\nntj = 1\n").find("did you mean nth?"), std::string::npos);
}

TEST_F(AddedProgram, a_name_that_is_taken_is_refused) {
  EXPECT_THROW(add_program_keys("mine", {}), ParamError);
  EXPECT_THROW(add_program_keys("fork_exit", {}), ParamError);
  EXPECT_THROW(add_program_keys("No Name", {}), ParamError);
}

}  // namespace
}  // namespace cowmmu
