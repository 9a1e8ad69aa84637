// SPDX-License-Identifier: Apache-2.0
// VcdFile: SystemC's VCD writer on an output of ours. The library ignores write errors, so it
// writes into a FIFO; a thread carries the bytes on and keeps the header.
#pragma once

#include <filesystem>
#include <string>
#include <systemc>
#include <thread>

#include "wave/wave_output.h"

namespace cowmmu {

class VcdFile {
 public:
  // Throws InputError where it cannot be written.
  explicit VcdFile(const RecordFile& file);
  ~VcdFile();
  VcdFile(const VcdFile&) = delete;
  VcdFile& operator=(const VcdFile&) = delete;

  sc_core::sc_trace_file* trace_file() { return trace_file_; }
  // Ends the waveform; the file is whole. Throws RunError where bytes were lost (a full disk).
  void close();
  // After close(): up to $enddefinitions.
  const std::string& header() const { return header_; }

 private:
  void carry();
  void keep_header(std::string_view bytes);
  void end_writing();
  void remove_fifo();

  WaveOutput output_;
  std::string fifo_;  // its name; empty once it is open at both ends and has none
  int read_end_ = -1;
  int held_open_ = -1;  // a write end, so that the thread's end of file is ours to give
  std::string header_;  // the thread's, and the output too, until it has ended
  bool header_ends_ = false;
  sc_core::sc_trace_file* trace_file_ = nullptr;
  std::thread carrier_;
};

}  // namespace cowmmu
