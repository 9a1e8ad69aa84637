// SPDX-License-Identifier: Apache-2.0
// The whole program as a function: cowmmu's main, and that of programs that are built on it after
// they have added their own policies and workloads (docs/extending.md).
#pragma once

namespace cowmmu {

// The exit status of run_cli (cli/cli.h).
int program_main(int argc, char** argv);

}  // namespace cowmmu
