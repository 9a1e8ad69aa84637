// SPDX-License-Identifier: Apache-2.0
// VcdFile: SystemC's VCD writer on a file of ours. The library ignores write errors, so it writes
// into a FIFO; a thread carries the bytes to the file and sees whether they arrive.
#pragma once

#include <filesystem>
#include <string>
#include <systemc>
#include <thread>

namespace cowmmu {

class VcdFile {
 public:
  // `path` is replaced; `shown` names it in messages. Throws InputError where it cannot be written.
  VcdFile(const std::filesystem::path& path, const std::filesystem::path& shown);
  ~VcdFile();
  VcdFile(const VcdFile&) = delete;
  VcdFile& operator=(const VcdFile&) = delete;

  sc_core::sc_trace_file* trace_file() { return trace_file_; }
  // Ends the waveform and syncs the file. Throws RunError where bytes were lost (a full disk).
  void close();

 private:
  void carry();
  void end_writing();

  std::filesystem::path shown_;
  std::string fifo_;
  int file_ = -1;
  int read_end_ = -1;
  int held_open_ = -1;  // a write end, so that the thread's end of file is ours to give
  int error_ = 0;       // of the first write that failed; the thread's until it has ended
  sc_core::sc_trace_file* trace_file_ = nullptr;
  std::thread carrier_;
};

}  // namespace cowmmu
