// SPDX-License-Identifier: Apache-2.0
// What the copier's ports carry in one cycle. Names are the RTL ports' (rtl/copier/copier.sv),
// without direction.
#pragma once

#include "base/line.h"
#include "base/types.h"

namespace cowmmu {

struct CopierIn {
  bool desc_valid = false;
  Ppn desc_src{};
  Ppn desc_dst{};
  bool abort_valid = false;
  bool rd_ready = false;
  bool rsp_valid = false;
  uint64_t rsp_id = 0;
  Line rsp_data{};
  bool wr_ready = false;
  bool ack_valid = false;
  uint64_t ack_id = 0;
};

// Ids and payloads are 0 where their valid is low.
struct CopierOut {
  bool desc_ready = false;
  bool rd_valid = false;
  uint64_t rd_id = 0;
  LineAddr rd_line{};
  bool wr_valid = false;
  uint64_t wr_id = 0;
  LineAddr wr_line{};
  Line wr_data{};
  bool done_valid = false;
  bool done_aborted = false;  // not every line has been written
  bool busy = false;          // something goes on even if no valid is high
  bool operator==(const CopierOut&) const = default;
};

}  // namespace cowmmu
