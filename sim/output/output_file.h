// SPDX-License-Identifier: Apache-2.0
// OutputFile: a file that appears under its name whole or not at all. It is written beside its
// place, synced, and renamed by commit(); without commit() nothing is left behind. Until then it
// has no name where the file system can do that (O_TMPFILE), so that a killed program leaves none.
#pragma once

#include <filesystem>
#include <string_view>

namespace cowmmu {

class OutputFile {
 public:
  // Throws InputError where no file can be made there. A path that exists and is no regular file
  // (a pipe, /dev/stdout) is written directly: there is nothing to rename over.
  explicit OutputFile(const std::filesystem::path& path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  // Both throw RunError where the bytes do not reach the disk (full, over a limit).
  void write(std::string_view bytes);
  void commit();

 private:
  std::filesystem::path path_;       // where it shall be, symbolic links followed
  std::filesystem::path temporary_;  // its name until then; empty while it has none
  bool is_nameless_ = false;
  int descriptor_ = -1;
};

// The whole of a small file at once; "-" writes to standard output.
void write_file(const std::filesystem::path& path, std::string_view bytes);

// A file that somebody else writes by name (a waveform): `path()` is its temporary name. commit()
// syncs and renames it; without commit() it is removed. The same errors as OutputFile's.
class NamedOutput {
 public:
  explicit NamedOutput(const std::filesystem::path& path);
  ~NamedOutput();
  NamedOutput(const NamedOutput&) = delete;
  NamedOutput& operator=(const NamedOutput&) = delete;

  const std::filesystem::path& path() const { return temporary_; }
  void commit();

 private:
  std::filesystem::path final_;
  std::filesystem::path temporary_;
};

// Makes the folder and its parents. Throws InputError where it cannot be made or written to.
void make_output_folder(const std::filesystem::path& folder);

}  // namespace cowmmu
