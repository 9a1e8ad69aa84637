// SPDX-License-Identifier: Apache-2.0
// Reads a trace file, plain or zstd, into a Recording and validates it: form, ranges, who may act,
// and what is mapped. Source of the format: sim/traces/FORMAT.md.
#pragma once

#include <filesystem>
#include <istream>
#include <string>

#include "programs/trace/error.h"
#include "programs/trace/recording.h"

namespace cowmmu::trace {

// Throws TraceError for the first thing that is wrong (line 0: the file cannot be opened).
Recording read_recording(const std::filesystem::path& path);

// The same from a stream; `name` stands for the file in messages and, where it ends in ".zst",
// promises zstd data.
Recording read_recording(std::istream& in, const std::string& name);

}  // namespace cowmmu::trace
