// SPDX-License-Identifier: Apache-2.0
// copier_wave begin|end|abort: the waveforms of docs/rtl/copier.md, from the Verilated RTL in the
// sizes of `tiny`, with a memory that answers after two cycles.
#include <deque>
#include <iostream>
#include <string_view>

#include "Vcopier_tiny.h"
#include "Vcopier_tiny___024root.h"
#include "copier/rtl_copier.h"
#include "rtl/support/text_wave.h"

namespace cowmmu::test {
namespace {

constexpr uint64_t kLatency = 2;

// What is drawn of a run, and what happens in it.
struct Scene {
  uint64_t from = 0, cycles = 14;
  uint64_t abort_at = ~0ULL;       // cycle
  uint64_t stalled_write = ~0ULL;  // cycle in which the memory takes no write
};

struct Owed {
  uint64_t id, due;
};

bool pay(std::deque<Owed>& owed, uint64_t cycle, uint64_t& id) {
  if (owed.empty() || owed.front().due > cycle) return false;
  id = owed.front().id;
  owed.pop_front();
  return true;
}

void sample(TextWave& wave, const CopierIn& in, const CopierOut& out) {
  wave.bit("desc_valid_i", in.desc_valid);
  wave.bit("desc_ready_o", out.desc_ready);
  wave.bit("abort_valid_i", in.abort_valid);
  wave.bit("rd_valid_o", out.rd_valid);
  wave.number("rd_line_o", out.rd_line.value & 0xff, out.rd_valid);
  wave.number("rd_id_o", out.rd_id, out.rd_valid);
  wave.bit("rsp_valid_i", in.rsp_valid);
  wave.number("rsp_id_i", in.rsp_id, in.rsp_valid);
  wave.bit("wr_valid_o", out.wr_valid);
  wave.bit("wr_ready_i", in.wr_ready);
  wave.number("wr_line_o", out.wr_line.value & 0xff, out.wr_valid);
  wave.number("wr_id_o", out.wr_id, out.wr_valid);
  wave.bit("ack_valid_i", in.ack_valid);
  wave.number("ack_id_i", in.ack_id, in.ack_valid);
  wave.bit("done_valid_o", out.done_valid);
  wave.bit("done_aborted_o", out.done_aborted);
  wave.bit("busy_o", out.busy);
}

// Frame 0 to frame 2: lines 00 to 3f are read, 80 to bf are written.
void draw(const Scene& scene) {
  RtlCopier<Vcopier_tiny> rtl(1);
  TextWave wave;
  std::deque<Owed> reads, writes;
  for (uint64_t cycle = 0; cycle < scene.from + scene.cycles; ++cycle) {
    CopierIn in{.desc_valid = cycle == 0, .desc_dst = Ppn(2), .rd_ready = true};
    in.abort_valid = cycle == scene.abort_at;
    in.wr_ready = cycle != scene.stalled_write;
    in.rsp_valid = pay(reads, cycle, in.rsp_id);
    in.ack_valid = pay(writes, cycle, in.ack_id);
    const CopierOut out = rtl.step(in);
    if (out.rd_valid) reads.push_back({out.rd_id, cycle + kLatency});
    if (out.wr_valid && in.wr_ready) writes.push_back({out.wr_id, cycle + kLatency});
    if (cycle >= scene.from) sample(wave, in, out);
  }
  wave.print(std::cout);
}

}  // namespace
}  // namespace cowmmu::test

int main(int argc, char** argv) {
  using namespace cowmmu::test;
  const std::string_view name = argc == 2 ? argv[1] : "";
  if (name == "begin") {
    draw({});
  } else if (name == "end") {
    draw({.from = 186, .cycles = 12});
  } else if (name == "abort") {
    draw({.abort_at = 4, .stalled_write = 4});
  } else {
    std::cerr << "usage: copier_wave begin|end|abort\n";
    return 2;
  }
  return 0;
}
