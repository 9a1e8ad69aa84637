// SPDX-License-Identifier: Apache-2.0
// WaveOutput: where the bytes of a VCD go: to a file, or, where its name ends in .fst, through
// GTKWave's vcd2fst, which makes an FST of them. Errors are told by close(), so that whoever writes
// can go on.
#pragma once

#include <sys/types.h>

#include <string_view>

#include "output/record_file.h"

namespace cowmmu {

class WaveOutput {
 public:
  // The file is replaced. Throws InputError where it cannot be written.
  explicit WaveOutput(RecordFile file);
  ~WaveOutput();
  WaveOutput(const WaveOutput&) = delete;
  WaveOutput& operator=(const WaveOutput&) = delete;

  void write(std::string_view bytes);
  // The file is whole; whoever renames it syncs it (NamedOutput). Throws RunError where bytes were
  // lost (a full disk).
  void close();

 private:
  bool converts() const { return file_.shown.extension() == ".fst"; }
  void start_converter();
  void wait_for_converter();

  RecordFile file_;
  int out_ = -1;  // the file, or the converter's standard input
  pid_t converter_ = -1;
  int error_ = 0;  // of the first write that failed
};

// Whether vcd2fst can be run.
bool can_convert_to_fst();
// An FST is a chain of blocks, each with its length: whether the last ends where the file does, and
// there is a header, a hierarchy and something that changes. vcd2fst says nothing of a full disk.
bool is_whole_fst(const std::filesystem::path& file);

}  // namespace cowmmu
