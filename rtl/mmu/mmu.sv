// SPDX-License-Identifier: Apache-2.0
// mmu: one hart's MMU: a side for instructions and one for data with an L1 TLB each, and behind
// both the L2 TLB and the walker. satp bare is its owner's business.
// Timing: access accepted at edge N -> an L1 hit is answered in the cycle that ends at N + l1
//   HitCycles, an L2 hit in the one that ends at N + l1 + l2 HitCycles; a walk is asked for there
//   (where A or D is missing: at the end of the look-up that found it), and answered in the cycle
//   in which the walker's answer is taken (walker.sv). A side has one access at a time: ready is
//   low from its acceptance until its answer.
// Two sides: data comes before instructions at the L2's port and at the walker's; what is not
//   accepted is offered again in the next cycle. Answers of walks wait, faults too, while the L2
//   takes no fill: a fence is offered or in progress.
// State: CSRs count as they are when the access is accepted.
// Fences: accepted at one edge by all, which waits for look-ups of the L2 in flight and for the
//   fence before; what is answered after that edge has been read after it. fence_done_o in the
//   cycle that ends at the edge + its kind's cycles; later, in the first cycle in which no walk
//   that it made void has still to begin again. An L2 hit answered at its edge refills no L1.
// Reset: nothing in flight, all empty. busy_o low and no valid high: no register changes.
// Parameters: those of cowmmu_pkg. Twin: model/mmu/timed_mmu.h (differences: none).
// Tests: tests/rtl/mmu/.

module mmu (
  input  logic                              clk_i,
  input  logic                              rst_ni,

  // Memory is the frames from the first on, below the second; constant.
  input  logic [cowmmu_pkg::PpnWidth-1:0]   mem_begin_i,
  input  logic [cowmmu_pkg::PpnWidth-1:0]   mem_end_i,
  input  logic                              hier_i,  // see walker.sv; constant
  input  cowmmu_pkg::mmu_state_t            state_i,

  input  logic                              fetch_valid_i,
  output logic                              fetch_ready_o,
  input  logic [cowmmu_pkg::VaVpnWidth-1:0] fetch_vpn_i,
  output logic                              fetch_rsp_valid_o,
  output cowmmu_pkg::mmu_answer_t           fetch_rsp_o,

  input  logic                              data_valid_i,
  output logic                              data_ready_o,
  input  logic [cowmmu_pkg::VaVpnWidth-1:0] data_vpn_i,
  input  logic                              data_store_i,
  output logic                              data_rsp_valid_o,
  output cowmmu_pkg::mmu_answer_t           data_rsp_o,

  output logic                              mem_req_valid_o,
  input  logic                              mem_req_ready_i,
  output cowmmu_pkg::walk_mem_req_t         mem_req_o,
  input  logic                              mem_rsp_valid_i,
  input  cowmmu_pkg::walk_mem_rsp_t         mem_rsp_i,

  input  logic                              fence_valid_i,
  output logic                              fence_ready_o,
  input  cowmmu_pkg::fence_t                fence_i,
  output logic                              fence_done_o,

  output cowmmu_pkg::mmu_events_t           events_o,
  output logic                              busy_o
);

  localparam int unsigned PpnWidth = cowmmu_pkg::PpnWidth;
  localparam logic [cowmmu_pkg::WalkIdWidth-1:0] InstructionId = 0;
  localparam logic [cowmmu_pkg::WalkIdWidth-1:0] DataId = 1;

  // ---- Fence: one at a time ----
  logic l2_fence_valid, l2_fence_ready, l2_fence_done, draining;
  logic over;    // its time in the L2 is over
  logic drains;  // and it waits for walks to begin again
  logic late_q;  // since an earlier cycle
  logic fenced;  // all take it at this cycle's edge

  assign over = l2_fence_done || late_q;
  assign drains = over && draining;
  assign l2_fence_valid = fence_valid_i && !drains;
  assign fence_ready_o = l2_fence_ready && !drains;
  assign fence_done_o = over && !draining;
  assign fenced = fence_valid_i && fence_ready_o;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      late_q <= 1'b0;
    end else begin
      late_q <= drains;
    end
  end

  // ---- Sides ----
  cowmmu_pkg::mmu_found_t    i_found, d_found, l2_found;
  cowmmu_pkg::walk_request_t i_request, d_request;
  cowmmu_pkg::mmu_answer_t   walked;
  logic i_look, d_look, l2_look, l2_ready, l2_data;
  logic i_ask_l2, d_ask_l2, i_ask_walk, d_ask_walk, i_refill, d_refill, i_walked, d_walked;
  logic walk_ready, i_busy, d_busy;

  mmu_side #(
    .Id(InstructionId)
  ) u_instruction (
    .clk_i,
    .rst_ni,
    .req_valid_i (fetch_valid_i),
    .req_ready_o (fetch_ready_o),
    .req_vpn_i   (fetch_vpn_i),
    .req_access_i(cowmmu_pkg::AccessFetch),
    .state_i,
    .rsp_valid_o (fetch_rsp_valid_o),
    .rsp_o       (fetch_rsp_o),
    .l1_valid_i  (i_look),
    .l1_i        (i_found),
    .ask_l2_o    (i_ask_l2),
    .l2_ready_i  (l2_ready && !d_ask_l2),
    .l2_valid_i  (l2_look && !l2_data),
    .l2_i        (l2_found),
    .refill_o    (i_refill),
    .ask_walk_o  (i_ask_walk),
    .walk_ready_i(walk_ready && !d_ask_walk),
    .request_o   (i_request),
    .walk_valid_i(i_walked),
    .walk_i      (walked),
    .busy_o      (i_busy)
  );

  mmu_side #(
    .Id(DataId)
  ) u_data (
    .clk_i,
    .rst_ni,
    .req_valid_i (data_valid_i),
    .req_ready_o (data_ready_o),
    .req_vpn_i   (data_vpn_i),
    .req_access_i(data_store_i ? cowmmu_pkg::AccessStore : cowmmu_pkg::AccessLoad),
    .state_i,
    .rsp_valid_o (data_rsp_valid_o),
    .rsp_o       (data_rsp_o),
    .l1_valid_i  (d_look),
    .l1_i        (d_found),
    .ask_l2_o    (d_ask_l2),
    .l2_ready_i  (l2_ready),
    .l2_valid_i  (l2_look && l2_data),
    .l2_i        (l2_found),
    .refill_o    (d_refill),
    .ask_walk_o  (d_ask_walk),
    .walk_ready_i(walk_ready),
    .request_o   (d_request),
    .walk_valid_i(d_walked),
    .walk_i      (walked),
    .busy_o      (d_busy)
  );

  // ---- First level ----
  // The MMU needs of an entry what a side judges by.
  /* verilator lint_off UNUSEDSIGNAL */
  cowmmu_pkg::entry_t i_entry, d_entry;
  /* verilator lint_on UNUSEDSIGNAL */
  cowmmu_pkg::entry_t l2_entry, walk_entry;
  logic [PpnWidth-1:0] i_ppn, d_ppn, l2_ppn;
  logic i_hit, d_hit, l2_hit, i_evict, d_evict, l2_evict, i_l1_busy, d_l1_busy, l2_busy;
  logic good_walk;  // is taken, and its translation fills
  // The sides make sure that the L1s can take what they offer, a refill at a fence's edge apart.
  logic unused_i_ready, unused_i_fill_ready, unused_i_fence_ready;
  logic unused_d_ready, unused_d_fill_ready, unused_d_fence_ready;

  tlb_l1 #(
    .Entries  (cowmmu_pkg::TlbL1iEntries),
    .Ways     (cowmmu_pkg::TlbL1iWays),
    .HitCycles(cowmmu_pkg::TlbL1iHitCycles),
    .Plru     (cowmmu_pkg::TlbL1iReplacement == cowmmu_pkg::TlbL1iReplacementPlru)
  ) u_l1i (
    .clk_i,
    .rst_ni,
    .req_valid_i  (fetch_valid_i && fetch_ready_o),
    .req_ready_o  (unused_i_ready),
    .req_vpn_i    (fetch_vpn_i),
    .req_asid_i   (state_i.asid),
    .rsp_valid_o  (i_look),
    .rsp_hit_o    (i_hit),
    .rsp_ppn_o    (i_ppn),
    .rsp_entry_o  (i_entry),
    .fill_valid_i (i_refill || (good_walk && i_walked)),
    .fill_ready_o (unused_i_fill_ready),
    .fill_entry_i (i_refill ? l2_entry : walk_entry),
    .fill_evict_o (i_evict),
    .fence_valid_i(fenced),
    .fence_ready_o(unused_i_fence_ready),
    .fence_i,
    .busy_o       (i_l1_busy)
  );
  assign i_found = {i_hit, i_ppn, i_entry.flags};

  tlb_l1 u_l1d (
    .clk_i,
    .rst_ni,
    .req_valid_i  (data_valid_i && data_ready_o),
    .req_ready_o  (unused_d_ready),
    .req_vpn_i    (data_vpn_i),
    .req_asid_i   (state_i.asid),
    .rsp_valid_o  (d_look),
    .rsp_hit_o    (d_hit),
    .rsp_ppn_o    (d_ppn),
    .rsp_entry_o  (d_entry),
    .fill_valid_i (d_refill || (good_walk && d_walked)),
    .fill_ready_o (unused_d_fill_ready),
    .fill_entry_i (d_refill ? l2_entry : walk_entry),
    .fill_evict_o (d_evict),
    .fence_valid_i(fenced),
    .fence_ready_o(unused_d_fence_ready),
    .fence_i,
    .busy_o       (d_l1_busy)
  );
  assign d_found = {d_hit, d_ppn, d_entry.flags};

  // ---- Second level ----
  logic l2_fill_ready, owner_valid, owner_waiting;

  tlb_l2 u_l2 (
    .clk_i,
    .rst_ni,
    .req_valid_i  (i_ask_l2 || d_ask_l2),
    .req_ready_o  (l2_ready),
    .req_vpn_i    (d_ask_l2 ? d_request.vpn : i_request.vpn),
    .req_asid_i   (d_ask_l2 ? d_request.asid : i_request.asid),
    .rsp_valid_o  (l2_look),
    .rsp_hit_o    (l2_hit),
    .rsp_ppn_o    (l2_ppn),
    .rsp_entry_o  (l2_entry),
    .fill_valid_i (good_walk),
    .fill_ready_o (l2_fill_ready),
    .fill_entry_i (walk_entry),
    .fill_evict_o (l2_evict),
    .fence_valid_i(l2_fence_valid),
    .fence_ready_o(l2_fence_ready),
    .fence_i,
    .fence_done_o (l2_fence_done),
    .busy_o       (l2_busy)
  );
  assign l2_found = {l2_hit, l2_ppn, l2_entry.flags};

  // Whose look-up it is, beside the look-up.
  delay_line #(
    .Depth(cowmmu_pkg::TlbL2HitCycles),
    .Width(1)
  ) u_owner (
    .clk_i,
    .rst_ni,
    .valid_i  ((i_ask_l2 || d_ask_l2) && l2_ready),
    .data_i   (d_ask_l2),
    .valid_o  (owner_valid),
    .data_o   (l2_data),
    .waiting_o(owner_waiting)
  );

  // ---- Walker ----
  logic                       walk_join, walk_rsp_valid, walk_busy, for_data, taken;
  cowmmu_pkg::walk_response_t walk_rsp;

  walker u_walker (
    .clk_i,
    .rst_ni,
    .mem_begin_i,
    .mem_end_i,
    .hier_i,
    .req_valid_i    (i_ask_walk || d_ask_walk),
    .req_ready_o    (walk_ready),
    .req_i          (d_ask_walk ? d_request : i_request),
    .req_join_o     (walk_join),
    .rsp_valid_o    (walk_rsp_valid),
    .rsp_ready_i    (l2_fill_ready),  // an L1 can take a fill whenever the L2 can
    .rsp_o          (walk_rsp),
    .mem_req_valid_o,
    .mem_req_ready_i,
    .mem_req_o,
    .mem_rsp_valid_i,
    .mem_rsp_i,
    .fence_valid_i  (fenced),
    .fence_i,
    .draining_o     (draining),
    .busy_o         (walk_busy)
  );

  assign for_data = walk_rsp.id == DataId;
  assign taken = walk_rsp_valid && l2_fill_ready;
  assign i_walked = taken && !for_data;
  assign d_walked = taken && for_data;
  assign good_walk = taken && walk_rsp.cause == '0;

  walk_entry u_entry (
    .request_i (for_data ? d_request : i_request),
    .response_i(walk_rsp),
    .entry_o   (walk_entry),
    .answer_o  (walked)
  );

  // ---- What others see ----
  logic walk_begins, sent;
  assign walk_begins = (i_ask_walk || d_ask_walk) && walk_ready;
  assign sent = mem_req_valid_o && mem_req_ready_i;
  assign events_o = {i_look, i_hit, i_evict, d_look, d_hit, d_evict, l2_look, l2_hit, l2_evict,
                     walk_begins, walk_join, taken && !good_walk, sent && !mem_req_o.swap,
                     sent && mem_req_o.swap};
  assign busy_o = i_busy || d_busy || i_l1_busy || d_l1_busy || l2_busy || owner_valid ||
                  owner_waiting || walk_busy || late_q;

endmodule
