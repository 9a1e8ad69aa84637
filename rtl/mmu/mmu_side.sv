// SPDX-License-Identifier: Apache-2.0
// mmu_side: one access of one side (instruction or data) from its acceptance to its answer: what
// the answers of TLBs and walker make of it, and whom it asks next. Who gets a port in a cycle is
// the MMU's business.
// Timing: an answer of a TLB or of the walker -> the answer of the access, or the request to the
//   next one, in the same cycle. What is not accepted is offered again. req_ready_o: idle, or
//   answers in this cycle.
// Reset: idle. busy_o low and no valid high: no register changes. Parameters: Id, of its walks.
// Twin: model/mmu/mmu_side.h (differences: none). Tests: tests/rtl/mmu/.

module mmu_side #(
  parameter logic [cowmmu_pkg::WalkIdWidth-1:0] Id = 0
) (
  input  logic                               clk_i,
  input  logic                               rst_ni,

  input  logic                               req_valid_i,
  output logic                               req_ready_o,
  input  logic [cowmmu_pkg::VaVpnWidth-1:0]  req_vpn_i,
  input  logic [cowmmu_pkg::AccessWidth-1:0] req_access_i,
  input  cowmmu_pkg::mmu_state_t             state_i,  // as it is when the access is accepted
  output logic                               rsp_valid_o,
  output cowmmu_pkg::mmu_answer_t            rsp_o,    // 0 without an answer

  // Of its L1, and of the L2 if it is for this side.
  input  logic                               l1_valid_i,
  input  cowmmu_pkg::mmu_found_t             l1_i,
  output logic                               ask_l2_o,
  input  logic                               l2_ready_i,
  input  logic                               l2_valid_i,
  input  cowmmu_pkg::mmu_found_t             l2_i,
  output logic                               refill_o,  // what the L2 found goes to the L1, too

  output logic                               ask_walk_o,
  input  logic                               walk_ready_i,
  output cowmmu_pkg::walk_request_t          request_o,  // the access
  input  logic                               walk_valid_i,  // it is taken
  input  cowmmu_pkg::mmu_answer_t            walk_i,

  output logic                               busy_o
);

  localparam int unsigned StateWidth = 3;
  localparam logic [StateWidth-1:0] Idle    = 3'd0;
  localparam logic [StateWidth-1:0] L1      = 3'd1;  // waits for its answer
  localparam logic [StateWidth-1:0] AskL2   = 3'd2;  // offers it the look-up
  localparam logic [StateWidth-1:0] L2      = 3'd3;
  localparam logic [StateWidth-1:0] AskWalk = 3'd4;
  localparam logic [StateWidth-1:0] Walk    = 3'd5;

  logic [StateWidth-1:0]     state_q, state_d;
  cowmmu_pkg::walk_request_t request_q;

  // ---- What a TLB found ----
  cowmmu_pkg::mmu_found_t            found;
  logic                              in_l2, heard, heard_hit, permitted, usable, good, refused;
  logic [cowmmu_pkg::FlagsWidth-1:0] missing;

  assign in_l2 = state_q == L2;
  assign found = in_l2 ? l2_i : l1_i;
  assign heard = in_l2 ? l2_valid_i : (state_q == L1 && l1_valid_i);
  assign heard_hit = heard && found.hit;

  access_rule u_access (
    .flags_i     (found.flags),
    .access_i    (request_q.access),
    .supervisor_i(request_q.supervisor),
    .sum_i       (request_q.sum),
    .mxr_i       (request_q.mxr),
    .permitted_o (permitted),
    .missing_o   (missing)
  );
  assign usable = missing == '0;
  assign good = heard_hit && permitted && usable;
  // Without ADUE software sets A and D, with it the walker does.
  assign refused = heard_hit && (!permitted || (!usable && !request_q.adue));

  // ---- Whom it asks next ----
  assign ask_l2_o = state_q == AskL2 || (heard && !found.hit && !in_l2);
  assign ask_walk_o = state_q == AskWalk || (heard && !found.hit && in_l2) ||
                      (heard_hit && permitted && !usable && request_q.adue);
  assign request_o = request_q;
  assign refill_o = good && in_l2;

  // ---- Answer ----
  logic walked;
  assign walked = state_q == Walk && walk_valid_i;
  assign rsp_valid_o = good || refused || walked;

  always_comb begin
    rsp_o = '0;
    if (walked) begin
      rsp_o = walk_i;
    end else if (good || refused) begin
      rsp_o.from = in_l2 ? cowmmu_pkg::FromL2 : cowmmu_pkg::FromL1;
      if (good) rsp_o.ppn = found.ppn;
      else rsp_o.cause = cowmmu_pkg::page_fault(request_q.access);
    end
  end

  // ---- State ----
  logic accept;
  assign busy_o = state_q != Idle;
  assign req_ready_o = !busy_o || rsp_valid_o;
  assign accept = req_valid_i && req_ready_o;

  always_comb begin
    state_d = state_q;
    if (rsp_valid_o) state_d = Idle;
    else if (ask_l2_o) state_d = l2_ready_i ? L2 : AskL2;
    else if (ask_walk_o) state_d = walk_ready_i ? Walk : AskWalk;
    if (accept) state_d = L1;
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      state_q <= Idle;
    end else begin
      state_q <= state_d;
    end
  end

  always_ff @(posedge clk_i) begin
    if (accept) request_q <= {Id, req_vpn_i, req_access_i, state_i};
  end

`ifdef PROVE_mmu_side
  `include "mmu_side_properties.svh"
`endif

endmodule
