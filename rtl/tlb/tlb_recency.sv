// SPDX-License-Identifier: Apache-2.0
// tlb_recency: what every set of a TLB remembers about the use of its ways, and so which way of a
// full set goes.
// Timing: use and fill of a cycle count from its edge on; victim_o is of fill_set_i, after the use
//   of the same cycle and before the fill.
// Reset: no use so far. use_i and fill_i low: no register changes.
// Parameters: Sets; Ways [1, 4096]; Plru, else true LRU.
// Twin: model/tlb/lru.cpp, plru.cpp. Tests: tests/rtl/tlb/.

module tlb_recency #(
  parameter int unsigned Sets = 1,
  parameter int unsigned Ways = 4,
  parameter bit Plru = 1'b0,
  parameter int unsigned SetWidth = cowmmu_pkg::index_width(Sets),
  parameter int unsigned WayWidth = cowmmu_pkg::index_width(Ways)
) (
  input  logic                clk_i,
  input  logic                rst_ni,

  input  logic                use_i,  // a look-up hit
  input  logic [SetWidth-1:0] use_set_i,
  input  logic [WayWidth-1:0] use_way_i,

  input  logic                fill_i,
  input  logic [SetWidth-1:0] fill_set_i,
  input  logic [WayWidth-1:0] fill_way_i,
  output logic [WayWidth-1:0] victim_o
);

  localparam int unsigned StateWidth = Plru ? 2 ** WayWidth : Ways * WayWidth;

  logic [StateWidth-1:0] state_q [Sets];
  logic [StateWidth-1:0] before_use, after_use, before_fill, after_fill;
  logic [WayWidth-1:0]   unused_victim;

  assign before_use = state_q[use_set_i];

  tlb_replace #(
    .Ways(Ways),
    .Plru(Plru)
  ) u_use (
    .state_i (before_use),
    .use_i,
    .way_i   (use_way_i),
    .state_o (after_use),
    .victim_o(unused_victim)
  );

  assign before_fill = (use_i && use_set_i == fill_set_i) ? after_use : state_q[fill_set_i];

  tlb_replace #(
    .Ways(Ways),
    .Plru(Plru)
  ) u_fill (
    .state_i (before_fill),
    .use_i   (fill_i),
    .way_i   (fill_way_i),
    .state_o (after_fill),
    .victim_o
  );

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      for (int unsigned s = 0; s < Sets; s++) state_q[s] <= '0;
    end else begin
      if (use_i) state_q[use_set_i] <= after_use;
      if (fill_i) state_q[fill_set_i] <= after_fill;
    end
  end

endmodule
