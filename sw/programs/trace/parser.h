// SPDX-License-Identifier: Apache-2.0
// Parser: the lines of a trace, one after another, into a Recording. Form, ranges, and who may act
// are checked here; what concerns mappings by check_mappings() when the file has been read.
#pragma once

#include <cstdint>
#include <string_view>

#include "programs/trace/fields.h"
#include "programs/trace/process_table.h"
#include "programs/trace/recording.h"

namespace cowmmu::trace {

class Parser {
 public:
  explicit Parser(Recording& recording) : recording_(recording), processes_(recording) {}

  // One line without its newline. Throws TraceError.
  void line(std::string_view text);
  // The end of the file.
  void finish();

 private:
  void header(Fields& fields);
  void rare(char letter, Fields& fields);
  void fetch(Fields& fields, Grain grain);
  void data(Fields& fields, Grain grain);
  uint64_t run_place(Fields& fields, Grain grain);
  void add(Fields& fields, Kind kind, const Detail& detail);
  void map(Fields& fields);
  void range(Fields& fields, Kind kind);  // U Q R A
  void kernel(Fields& fields, Kind kind);
  void resident(Fields& fields);
  [[noreturn]] void refuse_grain(const Fields& fields, Grain grain) const;

  Recording& recording_;
  ProcessTable processes_;
  uint64_t lines_ = 0;
  bool grain_known_ = false;
  bool started_ = false;  // a record other than the initial state's has been read
};

}  // namespace cowmmu::trace
