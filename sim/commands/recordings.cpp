// SPDX-License-Identifier: Apache-2.0
#include "commands/recordings.h"

#include "errors/errors.h"
#include "programs/trace/reader.h"
#include "runner/pool.h"

namespace cowmmu {

void check_recordings(const Plan& plan) {
  for (const std::filesystem::path& file : plan.recordings()) {
    const ChildResult read = run_in_child([&file] {
      try {
        trace::read_recording(file);
      } catch (const trace::TraceError& e) {
        return std::string(e.what());
      }
      return std::string();
    });
    // A reader that did not end, for want of memory, says nothing of the file.
    if (!read.bytes.empty()) throw InputError(read.bytes);
  }
}

}  // namespace cowmmu
