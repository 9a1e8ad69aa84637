// SPDX-License-Identifier: Apache-2.0
// RecordLog: the records of each hart in the order in which they were added. What does not fit a
// chunk a hart goes to an unnamed file, so that a long run takes no more memory than a short one.
// Never throws while records are added (kernel code's guards add them, too): a file that cannot be
// written is told by check().
#pragma once

#include <filesystem>
#include <vector>

#include "timeline/record.h"

namespace cowmmu {

class RecordLog {
 public:
  // The file stands in `folder`. Throws InputError where none can be made.
  RecordLog(uint64_t harts, const std::filesystem::path& folder);
  ~RecordLog();
  RecordLog(const RecordLog&) = delete;
  RecordLog& operator=(const RecordLog&) = delete;

  // Returns its number, for change().
  uint64_t add(uint64_t hart, const Record& record);
  void change(uint64_t hart, uint64_t number, const Record& record);
  // Takes back the hart's last record.
  bool take_back(uint64_t hart, uint64_t number);
  void clear();
  // Throws RunError where something could not be written or read.
  void check() const;

  // Goes through a hart's records, once; nullptr: no more. Nothing may be added meanwhile.
  class Reader {
   public:
    Reader(RecordLog& log, uint64_t hart) : log_(&log), hart_(hart) {}
    const Record* next();

   private:
    RecordLog* log_;
    uint64_t hart_;
    uint64_t chunk_ = 0;
    size_t at_ = 0;
    std::vector<Record> records_;
  };

 private:
  static constexpr size_t kChunk = 1024;
  struct Hart {
    std::vector<uint64_t> chunks;  // where each full one stands in the file
    std::vector<Record> last;
  };
  void flush(Hart& hart);
  void write(uint64_t at, const Record* records, size_t count);
  void read(uint64_t at, std::vector<Record>& records);

  std::vector<Hart> harts_;
  int file_ = -1;
  uint64_t end_ = 0;
  int error_ = 0;
};

}  // namespace cowmmu
