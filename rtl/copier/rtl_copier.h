// SPDX-License-Identifier: Apache-2.0
// RtlCopier: a Verilated copier behind the types of its twin, TimedCopier.
#pragma once

#include <cstdint>

#include "common/packed_port.h"
#include "common/verilated_dut.h"
#include "copier/copier_if.h"

namespace cowmmu {

template <class V>
class RtlCopier {
 public:
  explicit RtlCopier(uint64_t seed) : dut_(seed) { reset(); }

  // As TimedCopier::step.
  CopierOut step(const CopierIn& in) {
    drive(in);
    return dut_.cycle([this] { return outputs(); });
  }
  void reset() {
    drive({});
    dut_.reset();
  }
  VerilatedDut<V>& dut() { return dut_; }

 private:
  static constexpr unsigned kPpn = 44;

  template <class Port>
  static void put(const Line& line, Port& port) {
    for (size_t w = 0; w < line.size(); ++w) {
      port[2 * w] = static_cast<uint32_t>(line[w]);
      port[2 * w + 1] = static_cast<uint32_t>(line[w] >> 32);
    }
  }
  template <class Port>
  static Line take(const Port& port) {
    Line line{};
    for (size_t w = 0; w < line.size(); ++w)
      line[w] = port[2 * w] | static_cast<uint64_t>(port[2 * w + 1]) << 32;
    return line;
  }

  void drive(const CopierIn& in) {
    V& p = dut_.ports();
    p.desc_valid_i = in.desc_valid;
    PackedWriter desc;
    desc.put(kPpn, in.desc_src.value).put(kPpn, in.desc_dst.value).to(p.desc_i);
    p.abort_valid_i = in.abort_valid;
    p.rd_ready_i = in.rd_ready;
    p.rsp_valid_i = in.rsp_valid;
    p.rsp_id_i = static_cast<uint8_t>(in.rsp_id);
    put(in.rsp_data, p.rsp_data_i);
    p.wr_ready_i = in.wr_ready;
    p.ack_valid_i = in.ack_valid;
    p.ack_id_i = static_cast<uint8_t>(in.ack_id);
  }
  CopierOut outputs() const {
    const V& p = dut_.ports();
    CopierOut out;
    out.desc_ready = p.desc_ready_o != 0;
    out.rd_valid = p.rd_valid_o != 0;
    if (out.rd_valid) out.rd_id = p.rd_id_o, out.rd_line = LineAddr(p.rd_line_o);
    out.wr_valid = p.wr_valid_o != 0;
    if (out.wr_valid) {
      out.wr_id = p.wr_id_o, out.wr_line = LineAddr(p.wr_line_o);
      out.wr_data = take(p.wr_data_o);
    }
    out.done_valid = p.done_valid_o != 0;
    out.done_aborted = p.done_aborted_o != 0;
    out.busy = p.busy_o != 0;
    return out;
  }

  VerilatedDut<V> dut_;
};

}  // namespace cowmmu
