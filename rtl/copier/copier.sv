// SPDX-License-Identifier: Apache-2.0
// copier: the page-copy engine: reads the 64 lines of a frame and writes them to another one. It
// knows no caches: its memory answers when it answers.
// Timing: descriptor accepted at edge N -> first read offered in the cycle that ends at edge
//   N + StartCycles. Reads are offered in the order of lines, one a cycle, while the line's entry
//   (its number modulo Window) is free. A response at edge N is offered as a write after edge N;
//   writes are offered in the order of lines, one a cycle. An acknowledgement at edge N frees the
//   entry after edge N. done_valid_o is high for one cycle, the first in which every line has been
//   written and acknowledged; desc_ready_o is high from the next cycle on.
// Abort: accepted at edge N -> after edge N nothing new is offered; what was offered stays until it
//   is accepted, what is under way is awaited, then done: aborted, unless every line was written.
//   In the cycle of done, and without a copy, an abort does nothing.
// Ordering: responses and acknowledgements may come in any order; one that nobody waits for is
//   ignored. One copy at a time.
// Reset: idle. busy_o low and no valid high: no register changes.
// Parameters: Window [1, 64] lines; StartCycles [1, 1024] cycles; LineWidth bits of data, which
//   only pass through.
// Twin: model/copier/timed_copier.h (differences: none). Tests: tests/rtl/copier/.

module copier #(
  parameter int unsigned Window = cowmmu_pkg::CopierWindow,
  parameter int unsigned StartCycles = cowmmu_pkg::CopierStartCycles,
`ifdef FORMAL
  parameter int unsigned LineWidth = 8,
`else
  parameter int unsigned LineWidth = 512,
`endif
  parameter int unsigned IdWidth = cowmmu_pkg::index_width(Window)
) (
  input  logic                                 clk_i,
  input  logic                                 rst_ni,

  input  logic                                 desc_valid_i,
  output logic                                 desc_ready_o,
  input  cowmmu_pkg::copy_t                    desc_i,
  input  logic                                 abort_valid_i,

  output logic                                 rd_valid_o,
  input  logic                                 rd_ready_i,
  output logic [cowmmu_pkg::LineAddrWidth-1:0] rd_line_o,
  output logic [IdWidth-1:0]                   rd_id_o,
  input  logic                                 rsp_valid_i,
  input  logic [IdWidth-1:0]                   rsp_id_i,
  input  logic [LineWidth-1:0]                 rsp_data_i,

  output logic                                 wr_valid_o,
  input  logic                                 wr_ready_i,
  output logic [cowmmu_pkg::LineAddrWidth-1:0] wr_line_o,
  output logic [IdWidth-1:0]                   wr_id_o,
  output logic [LineWidth-1:0]                 wr_data_o,
  input  logic                                 ack_valid_i,
  input  logic [IdWidth-1:0]                   ack_id_i,

  output logic                                 done_valid_o,
  output logic                                 done_aborted_o,  // not every line has been written
  output logic                                 busy_o
);

  localparam int unsigned LineBits = 6;  // that number the 64 lines of a page
  localparam int unsigned StartWidth = cowmmu_pkg::index_width(StartCycles);

  logic                       busy_q, aborting_q;
  logic [StartWidth-1:0]      start_left_q;  // cycles without an offer that are still to come
  cowmmu_pkg::copy_t          copy_q;
  logic [LineBits:0]          rd_next_q, wr_next_q;  // lines offered next; 64 after the last one
  logic [IdWidth-1:0]         rd_id_q, wr_id_q;      // their entries: modulo Window
  logic                       rd_held_q, wr_held_q;  // offered in the cycle before, not accepted
  // An entry is in one of these states, or free.
  logic [Window-1:0]          reading_q, full_q, writing_q;
  logic [LineWidth-1:0]       data_mem [Window];

  // ---- Offers ----
  logic [Window-1:0] occupied, rd_entry, wr_entry;
  assign occupied = reading_q | full_q | writing_q;
  assign rd_entry = Window'(1) << rd_id_q;
  assign wr_entry = Window'(1) << wr_id_q;

  assign desc_ready_o = !busy_q;
  assign rd_valid_o = busy_q && start_left_q == '0 && !rd_next_q[LineBits] &&
                      (occupied & rd_entry) == '0 && (!aborting_q || rd_held_q);
  assign rd_line_o = {copy_q.src, rd_next_q[LineBits-1:0]};
  assign rd_id_o = rd_id_q;
  assign wr_valid_o = busy_q && (full_q & wr_entry) != '0 && (!aborting_q || wr_held_q);
  assign wr_line_o = {copy_q.dst, wr_next_q[LineBits-1:0]};
  assign wr_id_o = wr_id_q;
  assign wr_data_o = data_mem[wr_id_q];
  assign done_valid_o =
      busy_q && occupied == '0 && !rd_held_q && (wr_next_q[LineBits] || aborting_q);
  assign done_aborted_o = done_valid_o && !wr_next_q[LineBits];
  assign busy_o = busy_q;

  // ---- Entries ----
  logic              rd_fire, wr_fire;
  logic [Window-1:0] arrived, acked, dropped;
  assign rd_fire = rd_valid_o && rd_ready_i;
  assign wr_fire = wr_valid_o && wr_ready_i;
  assign arrived = rsp_valid_i ? (Window'(1) << rsp_id_i) & reading_q : '0;
  assign acked = ack_valid_i ? (Window'(1) << ack_id_i) & writing_q : '0;
  // What was read and not offered yet will not be written.
  assign dropped = aborting_q ? (full_q & ~(wr_valid_o ? wr_entry : '0)) | arrived : '0;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      reading_q <= '0;
      full_q <= '0;
      writing_q <= '0;
    end else if (busy_q) begin
      reading_q <= (reading_q | (rd_fire ? rd_entry : '0)) & ~arrived;
      full_q <= (full_q | arrived) & ~dropped & ~(wr_fire ? wr_entry : '0);
      writing_q <= (writing_q | (wr_fire ? wr_entry : '0)) & ~acked;
    end
  end

  always_ff @(posedge clk_i) begin
    if (arrived != '0) data_mem[rsp_id_i] <= rsp_data_i;
  end

  // ---- Copy ----
  logic begins;
  assign begins = desc_valid_i && desc_ready_o;

  function automatic logic [IdWidth-1:0] after(input logic [IdWidth-1:0] id);
    after = (32'(id) == Window - 1) ? '0 : id + IdWidth'(1);
  endfunction

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      busy_q <= 1'b0;
      aborting_q <= 1'b0;
      start_left_q <= '0;
      rd_held_q <= 1'b0;
      wr_held_q <= 1'b0;
    end else if (begins) begin
      busy_q <= 1'b1;
      aborting_q <= 1'b0;
      start_left_q <= StartWidth'(StartCycles - 1);
      rd_held_q <= 1'b0;
      wr_held_q <= 1'b0;
    end else if (busy_q) begin
      busy_q <= !done_valid_o;
      aborting_q <= aborting_q || abort_valid_i;
      if (start_left_q != '0) start_left_q <= start_left_q - StartWidth'(1);
      rd_held_q <= rd_valid_o && !rd_ready_i;
      wr_held_q <= wr_valid_o && !wr_ready_i;
    end
  end

  always_ff @(posedge clk_i) begin
    if (begins) begin
      copy_q <= desc_i;
      rd_next_q <= '0;
      rd_id_q <= '0;
      wr_next_q <= '0;
      wr_id_q <= '0;
    end else begin
      if (rd_fire) begin
        rd_next_q <= rd_next_q + (LineBits + 1)'(1);
        rd_id_q <= after(rd_id_q);
      end
      if (wr_fire) begin
        wr_next_q <= wr_next_q + (LineBits + 1)'(1);
        wr_id_q <= after(wr_id_q);
      end
    end
  end

`ifdef FORMAL
  `include "copier_properties.svh"
`endif

endmodule
