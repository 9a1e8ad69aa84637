// SPDX-License-Identifier: Apache-2.0
// Machines are built in children (runner/child.h): SystemC's own main, and its sc_main, go unused.
#include <gtest/gtest.h>

extern "C" int sc_main(int, char**) { return 0; }

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
