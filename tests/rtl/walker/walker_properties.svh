// SPDX-License-Identifier: Apache-2.0
// What is proved of the walker with one slot, included into it. A walk is followed beside it from
// its ports and from what the walk caches answer: that they say what they were told is proved of
// page_walk_cache, that they are told what memory said, and nothing of before a fence, here. The
// a_inv_ assertions make the induction work.
//   g_request_q  what was asked
//   g_at_q       the table in which the walk must read next, if g_known_q
//   g_fresh_q    the walk's last look-up of the walk caches came after the last fence
`include "leaf_spec.svh"

localparam int unsigned FairCycles = 3;  // the longest that memory and requester let it wait

logic first_q;
initial first_q = 1'b1;
always_ff @(posedge clk_i) first_q <= 1'b0;

cowmmu_pkg::walk_slot_t s;
assign s = shown[ShownWidth-1:0];

// ---- The walk as the ports show it ----
cowmmu_pkg::walk_request_t       g_request_q;
cowmmu_pkg::walk_point_t         g_at_q;
logic                            g_known_q, g_fresh_q, g_asked_q, g_swap_q, g_busy_q;
logic [cowmmu_pkg::PteWidth-1:0] g_pte_q;  // the last one read
logic                            g_pointer;

assign g_pointer = !mem_rsp_i.pte[1] && !mem_rsp_i.pte[2] && !mem_rsp_i.pte[3];

always_ff @(posedge clk_i) begin
  if (!rst_ni) begin
    g_busy_q <= 1'b0;
    g_asked_q <= 1'b0;
    g_known_q <= 1'b0;
    g_fresh_q <= 1'b0;
  end else begin
    if (req_valid_i && req_ready_o) begin
      g_busy_q <= 1'b1;
      g_request_q <= req_i;
    end
    if (rsp_valid_o && rsp_ready_i) g_busy_q <= 1'b0;
    if (look) begin
      g_known_q <= 1'b1;
      g_at_q <= look_hit ? look_point
          : {g_request_q.root, cowmmu_pkg::LevelWidth'(2), 2'b00};
    end else if (mem_rsp_valid_i && !g_swap_q && g_pointer) begin
      g_at_q.frame <= mem_rsp_i.pte[53:10];
      g_at_q.level <= g_at_q.level - 1'b1;
      g_at_q.is_global <= g_at_q.is_global || mem_rsp_i.pte[5];
      g_at_q.write_protected <= g_at_q.write_protected || mem_rsp_i.pte[54];
      g_known_q <= mem_rsp_i.pte[62:55] == '0 && (hier_i || !mem_rsp_i.pte[54]);
    end
    if (mem_req_valid_o && mem_req_ready_i) begin
      g_asked_q <= 1'b1;
      g_swap_q <= mem_req_o.swap;
    end
    if (mem_rsp_valid_i) begin
      g_asked_q <= 1'b0;
      if (!g_swap_q) g_pte_q <= mem_rsp_i.pte;
      if (g_swap_q && mem_rsp_i.stored) g_pte_q <= mem_req_desired_q;
    end
    g_fresh_q <= !fence_valid_i && (look || g_fresh_q);
  end
end

logic [cowmmu_pkg::PteWidth-1:0] mem_req_desired_q;
always_ff @(posedge clk_i) begin
  if (mem_req_valid_o) mem_req_desired_q <= mem_req_o.desired;
end

// ---- What the environment promises ----
logic [31:0] stall_q, wait_q, hold_q;  // cycles that memory and the requester have let it wait
always_ff @(posedge clk_i) begin
  stall_q <= (rst_ni && mem_req_valid_o && !mem_req_ready_i) ? stall_q + 1 : 0;
  wait_q <= (rst_ni && g_asked_q && !mem_rsp_valid_i) ? wait_q + 1 : 0;
  hold_q <= (rst_ni && rsp_valid_o && !rsp_ready_i) ? hold_q + 1 : 0;
end

always_comb begin
  assume (rst_ni == !first_q);
  assume (req_i.mode == cowmmu_pkg::ModeSv39 && req_i.access <= cowmmu_pkg::AccessFetch);
  assume (!mem_rsp_valid_i || (g_asked_q && mem_rsp_i.slot == '0));
  assume (mem_req_ready_i || stall_q < FairCycles);
  assume (mem_rsp_valid_i || !g_asked_q || wait_q < FairCycles);
  assume (rsp_ready_i || hold_q < FairCycles);
end
(* anyconst *) logic [cowmmu_pkg::PpnWidth-1:0] w_mem_begin, w_mem_end;
(* anyconst *) logic w_hier;
always_comb begin
  assume (mem_begin_i == w_mem_begin && mem_end_i == w_mem_end && hier_i == w_hier);
end

// ---- How far a walk is from its answer, at most ----
localparam int unsigned Access = 2 * FairCycles + 4;  // a PTE read or its update
localparam int unsigned Tail = FillCycles + FairCycles + 4;
localparam int unsigned Whole = StartCycles + PwcCycles + (cowmmu_pkg::Levels + 2) * Access + Tail;

logic [31:0] rank, rank_q;
logic [31:0] to_come;  // after the present read or update
assign to_come = (s.swap ? 32'd0 : 32'(s.at.level) + 1) * Access + Tail;
logic        rank_counts_q;
always_comb begin
  rank = 0;
  case (s.state)
    cowmmu_pkg::WalkLook : rank = proof_left[31:0] + (cowmmu_pkg::Levels + 1) * Access + Tail;
    cowmmu_pkg::WalkSend : rank = to_come + Access - stall_q;
    cowmmu_pkg::WalkWait : rank = to_come + FairCycles + 1 - wait_q;
    cowmmu_pkg::WalkAnswer : rank = proof_left[31:0] + FairCycles - hold_q;
    default : rank = 0;
  endcase
  if (s.stale) rank = rank + Whole;
end
always_ff @(posedge clk_i) begin
  rank_q <= rank;
  rank_counts_q <= rst_ni && busy_o && !fence_valid_i &&
                   !(mem_rsp_valid_i && g_swap_q && !mem_rsp_i.stored);
end

// ---- Proved ----
logic [2:0] g_how;
logic [8:0] g_index;
logic       g_canonical;
cowmmu_pkg::walk_point_t g_next;  // what a pointer says that is read in g_at_q
logic [cowmmu_pkg::PteWidth-1:0] g_leaf;  // as it counts
assign g_canonical = g_request_q.vpn[51:26] == '0 || (&g_request_q.vpn[51:26]);
assign g_next = {mem_rsp_i.pte[53:10], g_at_q.level - 3'd1, g_at_q.is_global || mem_rsp_i.pte[5],
                 g_at_q.write_protected || mem_rsp_i.pte[54]};
assign g_leaf = spec_counts(g_pte_q, g_at_q.write_protected);
assign g_how = {g_request_q.supervisor, g_request_q.sum, g_request_q.mxr};
assign g_index = (g_at_q.level == 0) ? g_request_q.vpn[8:0] :
                 (g_at_q.level == 1) ? g_request_q.vpn[17:9] : g_request_q.vpn[26:18];

always_ff @(posedge clk_i) begin
  if (rst_ni && !first_q) begin
    if (mem_req_valid_o) begin
      a_reads_in_the_table_of_its_level : assert (
          g_known_q && g_at_q.level < cowmmu_pkg::Levels &&
          mem_req_o.pa == {g_at_q.frame, g_index, 3'b000});
      a_reads_in_memory : assert (mem_req_o.pa[55:12] >= mem_begin_i &&
                                  mem_req_o.pa[55:12] < mem_end_i);
      a_reads_of_canonical_addresses : assert (g_canonical);
      a_one_access_at_a_time : assert (g_busy_q && !g_asked_q);
    end
    if (mem_req_valid_o && mem_req_o.swap) begin
      a_updates_the_pte_it_read : assert (mem_req_o.expected == g_pte_q);
      a_updates_add_a_and_d_only : assert (
          mem_req_o.desired == (g_pte_q | 64'h40 |
              ((g_request_q.access == cowmmu_pkg::AccessStore) ? 64'h80 : 64'h0)));
      a_no_d_below_a_protected_table : assert (
          !(g_at_q.write_protected && g_request_q.access == cowmmu_pkg::AccessStore));
    end
    if (learns) begin
      a_learns_nothing_of_before_a_fence : assert (g_fresh_q && !fence_valid_i);
      a_learns_for_its_own_address : assert (learns_vpn == g_request_q.vpn &&
                                             learns_asid == g_request_q.asid);
      a_learns_the_pointer_it_read : assert (
          g_pointer && mem_rsp_i.pte[0] && g_known_q && g_at_q.level != '0 && learns_at == g_next);
    end
    if (g_asked_q && !g_fresh_q) begin
      a_drains_while_a_void_read_is_out : assert (draining_o);
    end
    if (rsp_valid_o) begin
      a_answers_what_was_asked : assert (g_busy_q && rsp_o.id == g_request_q.id);
    end
    if (rsp_valid_o && rsp_o.cause == '0) begin
      a_grants_what_the_pte_permits : assert (!spec_forbids(rsp_o.leaf, g_request_q.access, g_how));
      a_grants_with_a_and_d : assert (!spec_lacks_ad(rsp_o.leaf, g_request_q.access));
      a_grants_a_leaf : assert (!spec_is_no_leaf(rsp_o.leaf, rsp_o.level));
      a_grants_what_it_read : assert (
          rsp_o.leaf == spec_counts(g_pte_q, g_at_q.write_protected) &&
          rsp_o.level == g_at_q.level);
      a_no_write_below_a_protected_table : assert (
          !g_at_q.write_protected ||
          (!rsp_o.leaf[2] && g_request_q.access != cowmmu_pkg::AccessStore));
      a_grants_nothing_of_before_a_fence : assert (g_fresh_q);
    end
    if (rsp_valid_o && rsp_o.cause != '0) begin
      a_a_fault_shows_nothing : assert (rsp_o.leaf == '0);
    end
    if (rank_counts_q && busy_o) begin
      a_comes_nearer_to_its_answer : assert (rank < rank_q);
    end

    if (busy_o && s.state != cowmmu_pkg::WalkAnswer) begin
      a_inv_canonical : assert (g_canonical);
    end
    if (s.state == cowmmu_pkg::WalkLook) begin
      a_inv_look : assert (!s.swap && proof_left[31:0] <= StartCycles + PwcCycles - 1);
    end
    if (s.state == cowmmu_pkg::WalkSend || s.state == cowmmu_pkg::WalkWait) begin
      a_inv_at : assert (g_known_q && s.at == g_at_q && g_at_q.level < cowmmu_pkg::Levels &&
                         g_at_q.frame >= mem_begin_i &&
                         g_at_q.frame < mem_end_i && proof_left[31:0] <= 1);
      a_inv_fresh : assert (s.stale || g_fresh_q);
    end
    if (s.state == cowmmu_pkg::WalkWait) begin
      a_inv_swap : assert (s.swap == g_swap_q);
    end
    if (s.swap && (s.state == cowmmu_pkg::WalkSend || s.state == cowmmu_pkg::WalkWait)) begin
      a_inv_update : assert (
          s.pte == g_pte_q && !spec_forbids(g_leaf, g_request_q.access, g_how) &&
          !spec_is_no_leaf(s.pte, g_at_q.level) && s.missing[5:0] == '0 &&
          s.missing[6] == !s.pte[6] &&
          s.missing[7] == (g_request_q.access == cowmmu_pkg::AccessStore && !s.pte[7]));
    end
    if (s.state == cowmmu_pkg::WalkWait && s.swap) begin
      a_inv_desired : assert (
          mem_req_desired_q == (s.pte | {56'd0, s.missing}));
    end
    if (s.state == cowmmu_pkg::WalkAnswer) begin
      a_inv_answer : assert (proof_left[31:0] <= StartCycles + FillCycles + 1);
    end
    if (s.state == cowmmu_pkg::WalkAnswer && s.fault == cowmmu_pkg::FaultNone) begin
      a_inv_granted : assert (
          s.pte == g_pte_q && s.at == g_at_q && (s.stale || g_fresh_q) &&
          !spec_forbids(g_leaf, g_request_q.access, g_how) &&
          !spec_lacks_ad(s.pte, g_request_q.access) && !spec_is_no_leaf(s.pte, g_at_q.level));
    end
    a_inv_left : assert (!busy_o || proof_left[31:0] != 0);
    a_inv_rank : assert (rank < 2 * Whole && (!busy_o || rank > 0));
    a_inv_busy : assert (busy_o == g_busy_q);
    a_inv_state : assert (s.state <= cowmmu_pkg::WalkAnswer && s.state != cowmmu_pkg::WalkJoin);
    a_inv_request : assert (!busy_o || (s.request == g_request_q &&
        g_request_q.mode == cowmmu_pkg::ModeSv39 &&
        g_request_q.access <= cowmmu_pkg::AccessFetch));
    a_inv_asked : assert (g_asked_q == (s.state == cowmmu_pkg::WalkWait));
    a_inv_stalls : assert (stall_q <= FairCycles && wait_q <= FairCycles && hold_q <= FairCycles);
    a_inv_waits : assert ((g_asked_q || wait_q == 0) &&
                          (s.state == cowmmu_pkg::WalkSend || stall_q == 0) &&
                          ((s.state == cowmmu_pkg::WalkAnswer && s.due) || hold_q == 0));
  end
end
