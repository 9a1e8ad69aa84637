// SPDX-License-Identifier: Apache-2.0
// The commands that simulate say so where they are not built yet: docs/roadmap.md. The parts of the
// system (system.h) are here, but the kernel's memory side does not link yet.
#include "errors/errors.h"
#include "litmus_simulation.h"
#include "simulation.h"

namespace cowmmu {

SimulationResult simulate(const Scenario&, const RunOptions&) {
  throw NotAvailable("simulating a scenario (docs/roadmap.md)");
}

litmus::TestResult run_litmus_test(const litmus::LitmusTest&, const Configuration&) {
  throw NotAvailable("simulating a litmus test (docs/roadmap.md)");
}

}  // namespace cowmmu
