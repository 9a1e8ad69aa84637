// SPDX-License-Identifier: Apache-2.0
#include "runner/program.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <system_error>

namespace cowmmu {
namespace {

TEST(Program, gives_its_output_and_its_end) {
  const ProgramResult both = run_program({"sh", "-c", "echo a; echo b >&2; exit 3"});
  EXPECT_EQ(both.out + both.err, "a\nb\n");
  EXPECT_EQ(both.status, 3);
  EXPECT_EQ(run_program({"sh", "-c", "kill -9 $$"}).status, 128 + SIGKILL);
  EXPECT_EQ(run_program({"printf", "%s|", "it's", "a b", ""}).out, "it's|a b||");
}

TEST(Program, more_than_a_pipe_holds_comes_whole) {
  const ProgramResult ran =
      run_program({"sh", "-c", "head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero"});
  EXPECT_EQ(ran.out.size(), 300000U);
  EXPECT_EQ(ran.err.size(), 300000U);
}

TEST(Program, that_is_not_there_throws) {
  EXPECT_THROW(run_program({"no-such-program"}), std::system_error);
  EXPECT_TRUE(is_on_path("sh"));
  EXPECT_FALSE(is_on_path("no-such-program"));
}

TEST(Program, an_interrupt_ends_it) {
  InterruptWatch watch;
  ::raise(SIGINT);
  EXPECT_THROW(run_program({"sleep", "100"}, &watch), Interrupted);
}

}  // namespace
}  // namespace cowmmu
