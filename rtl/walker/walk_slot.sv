// SPDX-License-Identifier: Apache-2.0
// walk_slot: one request in the walker, from its acceptance to its answer, and what each event
// makes of it. Which slot has an event in a cycle is the walker's business: at most one an edge.
// Timing: see walker.sv. Reset: idle. Idle and no event: no register changes.
// Twin: model/walker/walk_slot.h (differences: none). Tests: tests/rtl/walker/.

module walk_slot #(
  parameter int unsigned StartCycles = cowmmu_pkg::WalkerStartCycles,
  parameter int unsigned PwcCycles = cowmmu_pkg::WalkerPwcCycles,
  parameter int unsigned FillCycles = cowmmu_pkg::WalkerFillCycles
) (
  input  logic                                 clk_i,
  input  logic                                 rst_ni,
  input  logic [cowmmu_pkg::PpnWidth-1:0]      mem_begin_i,
  input  logic [cowmmu_pkg::PpnWidth-1:0]      mem_end_i,

  input  logic                                 accept_i,
  input  cowmmu_pkg::walk_request_t            request_i,
  input  logic                                 join_i,  // with accept_i: the walk in slot lead_i
  input  logic [cowmmu_pkg::WalkSlotWidth-1:0] lead_i,
  output logic                                 can_lead_o,  // request_i

  // Of the walk that it leads or has joined.
  input  logic                                 go_on_i,  // in the table at_i
  input  logic                                 read_i,   // no pointer, in the table at_i
  input  logic                                 leaf_i,   // with read_i: a leaf that can stand there
  input  cowmmu_pkg::walk_point_t              at_i,
  input  logic                                 lead_stale_i,
  // Of its own.
  input  logic                                 swapped_i,
  input  cowmmu_pkg::walk_mem_rsp_t            rsp_i,   // with read_i and swapped_i
  input  logic                                 sent_i,
  input  logic                                 kept_i,  // its offer to memory must stay
  input  logic                                 taken_i,
  input  logic                                 fence_i,

  output cowmmu_pkg::walk_slot_t               slot_o
`ifdef FORMAL
  // For proofs about the walker around it; hierarchical references are not to be had.
  ,
  output logic [31:0]                          left_o
`endif
);

  localparam int unsigned SlotWidth = cowmmu_pkg::WalkSlotWidth;
  localparam int unsigned VaVpnWidth = cowmmu_pkg::VaVpnWidth;
  localparam int unsigned LookCycles = StartCycles + PwcCycles - 1;
  localparam int unsigned MostCycles = (LookCycles > FillCycles + 1) ? LookCycles : FillCycles + 1;
  localparam int unsigned MostAll = (MostCycles > StartCycles) ? MostCycles : StartCycles;
  localparam int unsigned CountWidth = $clog2(MostAll + 1);

  if (StartCycles < 1 || StartCycles + PwcCycles < 2) begin : gen_check
    $error("walk_slot: a cycle to start, two with the look-up");
  end

  logic [cowmmu_pkg::WalkStateWidth-1:0] state_q, state_e, state_d;
  logic [CountWidth-1:0]                 left_q, left_e, left_d;  // cycles until its time has come
  logic                                  stale_q, stale_d;
  logic                                  swap_q, swap_e, swap_d;
  logic [cowmmu_pkg::FaultWidth-1:0]     fault_q, fault_e, fault_d;
  logic [SlotWidth-1:0]                  lead_q;
  cowmmu_pkg::walk_request_t             request_q;
  cowmmu_pkg::walk_point_t               at_q;
  logic [cowmmu_pkg::PteWidth-1:0]       pte_q, pte_d;
  logic [cowmmu_pkg::FlagsWidth-1:0]     missing_q;

  logic due, restart, backed, allowed;
  assign due = left_q <= CountWidth'(1);
  // A void walk begins again where its offer or answer is due.
  assign restart = stale_q && due && ((state_q == cowmmu_pkg::WalkSend && !kept_i) ||
                                      state_q == cowmmu_pkg::WalkAnswer);
  assign backed = at_i.frame >= mem_begin_i && at_i.frame < mem_end_i;

  logic                              permitted;
  logic [cowmmu_pkg::FlagsWidth-1:0] flags, missing;
  assign flags = cowmmu_pkg::effective(rsp_i.pte[cowmmu_pkg::FlagsWidth-1:0], at_i.write_protected);
  access_rule u_access (
    .flags_i     (flags),
    .access_i    (request_q.access),
    .supervisor_i(request_q.supervisor),
    .sum_i       (request_q.sum),
    .mxr_i       (request_q.mxr),
    .permitted_o (permitted),
    .missing_o   (missing)
  );
  assign allowed = leaf_i && permitted && (missing == '0 || request_q.adue);

  // Where a request begins: an address that is not canonical needs no table.
  logic                                  canonical;
  logic [cowmmu_pkg::WalkStateWidth-1:0] begin_state;
  logic [CountWidth-1:0]                 begin_left;
  assign canonical = cowmmu_pkg::is_canonical(accept_i ? request_i.mode : request_q.mode,
                                              accept_i ? request_i.vpn[VaVpnWidth-1:26]
                                                       : request_q.vpn[VaVpnWidth-1:26]);
  assign begin_state = canonical ? cowmmu_pkg::WalkLook : cowmmu_pkg::WalkAnswer;
  assign begin_left = canonical ? CountWidth'(LookCycles) : CountWidth'(StartCycles);

  // Events of a request in flight.
  always_comb begin
    state_e = state_q;
    left_e = due ? left_q : left_q - CountWidth'(1);
    swap_e = swap_q;
    fault_e = fault_q;
    if (state_q == cowmmu_pkg::WalkIdle) begin
      left_e = left_q;
    end else if (restart) begin
      state_e = begin_state;
      left_e = begin_left;
      swap_e = 1'b0;
      fault_e = cowmmu_pkg::FaultPage;
    end else if (go_on_i) begin
      left_e = CountWidth'(1);
      fault_e = cowmmu_pkg::FaultAccess;
      if (!backed) state_e = cowmmu_pkg::WalkAnswer;
      else if (state_q != cowmmu_pkg::WalkJoin) state_e = cowmmu_pkg::WalkSend;
    end else if (read_i) begin
      swap_e = allowed && missing != '0;
      state_e = swap_e ? cowmmu_pkg::WalkSend : cowmmu_pkg::WalkAnswer;
      left_e = (allowed && missing == '0) ? CountWidth'(FillCycles + 1) : CountWidth'(1);
      fault_e = allowed ? cowmmu_pkg::FaultNone : cowmmu_pkg::FaultPage;
    end else if (swapped_i) begin
      swap_e = 1'b0;
      state_e = rsp_i.stored ? cowmmu_pkg::WalkAnswer : cowmmu_pkg::WalkSend;
      left_e = rsp_i.stored ? CountWidth'(FillCycles + 1) : CountWidth'(1);
      fault_e = cowmmu_pkg::FaultNone;
    end else if (sent_i) begin
      state_e = cowmmu_pkg::WalkWait;
    end else if (taken_i) begin
      state_e = cowmmu_pkg::WalkIdle;
    end
  end

  // Whoever asks for the same page of the same tables can still have the leaf.
  assign can_lead_o =
      (state_e == cowmmu_pkg::WalkLook ||
       (!swap_e && (state_e == cowmmu_pkg::WalkSend || state_e == cowmmu_pkg::WalkWait))) &&
      request_q.vpn == request_i.vpn && request_q.mode == request_i.mode &&
      request_q.asid == request_i.asid && request_q.root == request_i.root;

  always_comb begin
    state_d = state_e;
    left_d = left_e;
    swap_d = swap_e;
    fault_d = fault_e;
    if (accept_i) begin
      state_d = join_i ? cowmmu_pkg::WalkJoin : begin_state;
      left_d = begin_left;
      swap_d = 1'b0;
      fault_d = cowmmu_pkg::FaultPage;
    end
    stale_d = (go_on_i || read_i) ? lead_stale_i : stale_q;
    if (accept_i || restart) stale_d = 1'b0;
    if (fence_i) stale_d = 1'b1;
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      state_q <= cowmmu_pkg::WalkIdle;
      left_q <= '0;
      stale_q <= 1'b0;
      swap_q <= 1'b0;
      fault_q <= cowmmu_pkg::FaultNone;
    end else begin
      state_q <= state_d;
      left_q <= left_d;
      stale_q <= stale_d;
      swap_q <= swap_d;
      fault_q <= fault_d;
    end
  end

  // A PTE that was updated holds what was missing.
  always_comb begin
    pte_d = rsp_i.pte;
    if (swapped_i) begin
      pte_d = pte_q;
      pte_d[cowmmu_pkg::FlagsWidth-1:0] = pte_q[cowmmu_pkg::FlagsWidth-1:0] | missing_q;
    end
  end

  always_ff @(posedge clk_i) begin
    if (accept_i) begin
      request_q <= request_i;
      lead_q <= lead_i;
    end
    if (go_on_i || read_i) at_q <= at_i;
    if (read_i || (swapped_i && rsp_i.stored)) pte_q <= pte_d;
    if (read_i) missing_q <= missing;
  end

  assign slot_o = {state_q, due, stale_q, swap_q, lead_q, fault_q, request_q, at_q, pte_q,
                   missing_q};

  logic unused;
  assign unused = ^rsp_i.slot;

`ifdef FORMAL
  assign left_o = 32'(left_q);
`endif
`ifdef PROVE_walk_slot
  `include "walk_slot_properties.svh"
`endif

endmodule
