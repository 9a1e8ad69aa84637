// SPDX-License-Identifier: Apache-2.0
// Small traces for the tests, and helpers that read text as a trace.
#pragma once

#include <zstd.h>

#include <sstream>
#include <string>

#include "programs/trace/reader.h"

namespace cowmmu::trace {

inline Recording read_text(const std::string& text, const std::string& name = "sample.trace") {
  std::istringstream in(text);
  return read_recording(in, name);
}

// The message of the error that reading the text ends with, or "" if it is accepted.
inline std::string error_of(const std::string& text, const std::string& name = "sample.trace") {
  try {
    read_text(text, name);
  } catch (const TraceError& error) {
    return error.what();
  }
  return "";
}

inline std::string packed(const std::string& text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

// The start of every sample: process 10 with three pages of code, data and stack.
inline const std::string kStart =
    "H 1 x86_64 tool/1 ./program with arguments\n"
    "P 10 0\n"
    "= 10\n"
    "M 1000 4096 r-x f\n"
    "M 2000 8192 rw- a\n"
    "M 8000 4096 rw- k\n";

// Every record of the format at line grain: threads, fork, vfork, exec, waits.
inline const std::string kEverything = kStart +
                                       "N 2 1 1\n"
                                       "# a comment\n"
                                       "T 10 11\n"
                                       "I 40 3\n"
                                       "D 80 4 2 1\n"
                                       "K 2010 24\n"
                                       "k 2ff0 32\n"
                                       "Q 2000 4096 r--\n"
                                       "Q 2000 4096 rw-\n"
                                       "A 3000 4096 4\n"
                                       "P 12 10\n"
                                       "F 12\n"
                                       "= 12\n"
                                       "D 80 1 1 0\n"
                                       "P 13 12\n"
                                       "V 13\n"
                                       "= 13\n"
                                       "I 41 1\n"
                                       "X\n"
                                       "M 1000 4096 r-x f\n"
                                       "I 40 1\n"
                                       "Z 0\n"
                                       "= 12\n"
                                       "J 13\n"
                                       "Z 3\n"
                                       "= 11\n"
                                       "R 8000 4096 9000 8192\n"
                                       "D 240 2 0 -\n"
                                       "U 9000 8192\n"
                                       "z\n"
                                       "= 10\n"
                                       "J 12\n"
                                       "Z 0\n";

}  // namespace cowmmu::trace
