// SPDX-License-Identifier: Apache-2.0
#include "rtl/copier/copier_describe.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace cowmmu::test {

std::string describe(const CopierIn& in) {
  std::string text = fmt::format("rd_ready {} wr_ready {} ", in.rd_ready, in.wr_ready);
  if (in.desc_valid)
    text += fmt::format("desc {:x} to {:x} ", in.desc_src.value, in.desc_dst.value);
  if (in.abort_valid) text += "abort ";
  if (in.rsp_valid) text += fmt::format("rsp {} {:x} ", in.rsp_id, fmt::join(in.rsp_data, " "));
  if (in.ack_valid) text += fmt::format("ack {}", in.ack_id);
  return text;
}

std::string describe(const CopierOut& out) {
  return fmt::format("desc_ready {} rd {} {} {:x} wr {} {} {:x} {:x} done {} aborted {} busy {}",
                     out.desc_ready, out.rd_valid, out.rd_id, out.rd_line.value, out.wr_valid,
                     out.wr_id, out.wr_line.value, fmt::join(out.wr_data, " "), out.done_valid,
                     out.done_aborted, out.busy);
}

}  // namespace cowmmu::test
