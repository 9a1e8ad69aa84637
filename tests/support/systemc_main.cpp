// SPDX-License-Identifier: Apache-2.0
// SystemC's library owns main and calls sc_main; GoogleTest runs from there.
#include <gtest/gtest.h>

#include <cstdlib>
#include <systemc>

// SystemC prints its banner among the static initialisers: this comes before them.
[[gnu::constructor(101)]] static void no_banner() {
  setenv("SYSTEMC_DISABLE_COPYRIGHT_MESSAGE", "1", 1);
}

int sc_main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
