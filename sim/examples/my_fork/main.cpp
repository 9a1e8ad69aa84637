// SPDX-License-Identifier: Apache-2.0
// cowmmu, with a fork policy and a workload of our own.
#include "extensions.h"
#include "program/program.h"

int main(int argc, char** argv) {
  using namespace cowmmu;
  add_fork_policy("eager_first", make_eager_first);
  add_program(
      "every_nth",
      {integer_key("pages", 1, 1 << 20), with_default(integer_key("nth", 1, 1 << 20), uint64_t{1})},
      make_every_nth);
  return program_main(argc, argv);
}
