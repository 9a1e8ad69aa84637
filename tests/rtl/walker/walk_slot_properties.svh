// SPDX-License-Identifier: Apache-2.0
// What is proved of walk_slot, included into it: whoever read the PTE, itself or the walk that it
// joined, it grants nothing that the PTE forbids. The a_inv_ assertions make the induction work.
`include "leaf_spec.svh"

logic first_q;
initial first_q = 1'b1;
always_ff @(posedge clk_i) first_q <= 1'b0;

logic idle, joined, looking, sending, waiting, answering;
assign idle = state_q == cowmmu_pkg::WalkIdle;
assign joined = state_q == cowmmu_pkg::WalkJoin;
assign looking = state_q == cowmmu_pkg::WalkLook;
assign sending = state_q == cowmmu_pkg::WalkSend;
assign waiting = state_q == cowmmu_pkg::WalkWait;
assign answering = state_q == cowmmu_pkg::WalkAnswer;

// What the walker promises: each event in its state, and that leaf_i is pte_rule's.
always_comb begin
  assume (rst_ni == !first_q);
  assume (!accept_i || idle);
  assume (!go_on_i || joined || (looking && due) || (waiting && !swap_q));
  assume (!read_i || joined || (waiting && !swap_q));
  assume (!read_i || !go_on_i);
  assume (!swapped_i || (waiting && swap_q));
  assume (!sent_i || (sending && due && (!stale_q || kept_i)));
  assume (!taken_i || (answering && due && !stale_q));
  assume (!leaf_i || !spec_is_no_leaf(rsp_i.pte, at_i.level));
end

// The PTE as memory last showed it or a swap left it.
logic [cowmmu_pkg::PteWidth-1:0] seen_q;
always_ff @(posedge clk_i) begin
  if (read_i) seen_q <= rsp_i.pte;
  if (swapped_i && rsp_i.stored) begin
    seen_q[6] <= 1'b1;
    if (request_q.access == cowmmu_pkg::AccessStore) seen_q[7] <= 1'b1;
  end
end

logic granted, updating;
logic [2:0] how;
logic [cowmmu_pkg::PteWidth-1:0] counts;  // the leaf, as far as it counts
assign how = {request_q.supervisor, request_q.sum, request_q.mxr};
assign counts = spec_counts(slot_o.pte, slot_o.at.write_protected);
assign granted = answering && fault_q == cowmmu_pkg::FaultNone;
assign updating = swap_q && (sending || waiting);

always_ff @(posedge clk_i) begin
  if (rst_ni && !first_q) begin
    if (granted) begin
      a_grants_what_the_pte_permits : assert (!spec_forbids(counts, request_q.access, how));
      a_grants_with_a_and_d : assert (!spec_lacks_ad(slot_o.pte, request_q.access));
      a_grants_a_leaf : assert (!spec_is_no_leaf(slot_o.pte, slot_o.at.level));
      a_grants_what_memory_holds : assert (slot_o.pte == seen_q);
    end
    a_inv_no_update_before_a_read : assert (!swap_q || !(joined || looking));
    if (updating) begin
      a_updates_what_the_pte_permits : assert (
          request_q.adue && !spec_forbids(counts, request_q.access, how) &&
          spec_lacks_ad(pte_q, request_q.access) &&
          !spec_is_no_leaf(pte_q, at_q.level));
      a_inv_update : assert (
          pte_q == seen_q && missing_q[6] == !pte_q[6] && missing_q[5:0] == '0 &&
          missing_q[7] == (request_q.access == cowmmu_pkg::AccessStore && !pte_q[7]));
    end
  end
end
