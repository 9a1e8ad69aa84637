// SPDX-License-Identifier: Apache-2.0
// What is proved of mmu_side, included into it: an access is followed beside it, from its ports
// alone, whatever TLBs, walker and ready signals do. The a_inv_ assertions make the induction work.
//   g_busy_q     an access is in flight: g_request_q
//   g_waits_q    whose answer it waits for; of nobody while it asks
//   g_ask_*_q    it asked in the cycle before, and was not accepted
`include "../walker/leaf_spec.svh"

logic first_q;
initial first_q = 1'b1;
always_ff @(posedge clk_i) first_q <= 1'b0;

// ---- The access as the ports show it ----
localparam logic [1:0] Nobody = 2'd0, First = 2'd1, Second = 2'd2, Walker = 2'd3;
cowmmu_pkg::walk_request_t g_request_q;
logic                      g_busy_q, g_ask_l2_q, g_ask_walk_q;
logic [1:0]                g_waits_q;

always_ff @(posedge clk_i) begin
  if (!rst_ni) begin
    g_busy_q <= 1'b0;
    g_ask_l2_q <= 1'b0;
    g_ask_walk_q <= 1'b0;
    g_waits_q <= Nobody;
  end else begin
    if (rsp_valid_o) begin
      g_busy_q <= 1'b0;
      g_waits_q <= Nobody;
    end
    if (ask_l2_o) g_waits_q <= l2_ready_i ? Second : Nobody;
    if (ask_walk_o) g_waits_q <= walk_ready_i ? Walker : Nobody;
    if (req_valid_i && req_ready_o) begin
      g_busy_q <= 1'b1;
      g_request_q <= {Id, req_vpn_i, req_access_i, state_i};
      g_waits_q <= First;
    end
    g_ask_l2_q <= ask_l2_o && !l2_ready_i;
    g_ask_walk_q <= ask_walk_o && !walk_ready_i;
  end
end

always_comb begin
  assume (rst_ni == !first_q);
  assume (req_access_i <= cowmmu_pkg::AccessFetch);
  assume (walk_i.from == cowmmu_pkg::FromWalk);
end

// ---- What the entry that is heard of says, by the spec ----
cowmmu_pkg::mmu_found_t g_found;
logic                   g_heard, g_hit, g_forbids, g_lacks;
assign g_found = (g_waits_q == Second) ? l2_i : l1_i;
assign g_heard = (g_waits_q == First && l1_valid_i) || (g_waits_q == Second && l2_valid_i);
assign g_hit = g_heard && g_found.hit;
assign g_forbids = spec_forbids({56'd0, g_found.flags}, g_request_q.access,
                                {g_request_q.supervisor, g_request_q.sum, g_request_q.mxr});
assign g_lacks = spec_lacks_ad({56'd0, g_found.flags}, g_request_q.access);

// ---- Proved ----
always_ff @(posedge clk_i) begin
  if (rst_ni && !first_q) begin
    a_one_answer_an_access : assert (!rsp_valid_o || g_busy_q);
    a_ready_when_idle_or_answered : assert (req_ready_o == (!g_busy_q || rsp_valid_o));
    a_one_thing_at_a_time : assert (32'(rsp_valid_o) + 32'(ask_l2_o) + 32'(ask_walk_o) <= 1);
    if (g_busy_q) begin
      a_keeps_its_request : assert (request_o == g_request_q);
    end
    if (rsp_valid_o && rsp_o.from != cowmmu_pkg::FromWalk && rsp_o.cause == '0) begin
      a_grants_what_the_entry_permits : assert (g_hit && !g_forbids && !g_lacks);
      a_grants_the_page_of_the_entry : assert (rsp_o.ppn == g_found.ppn);
    end
    if (rsp_valid_o && rsp_o.from != cowmmu_pkg::FromWalk) begin
      a_says_who_answered : assert (rsp_o.from == ((g_waits_q == First) ? cowmmu_pkg::FromL1
                                                                        : cowmmu_pkg::FromL2));
    end
    if (rsp_valid_o && rsp_o.from != cowmmu_pkg::FromWalk && rsp_o.cause != '0) begin
      a_refuses_what_the_entry_forbids : assert (
          g_hit && (g_forbids || (g_lacks && !g_request_q.adue)) && rsp_o.ppn == '0);
      a_faults_are_of_the_access : assert (
          rsp_o.cause == ((g_request_q.access == cowmmu_pkg::AccessFetch) ? 4'd12 :
                          (g_request_q.access == cowmmu_pkg::AccessLoad) ? 4'd13 : 4'd15));
    end
    if (rsp_valid_o && rsp_o.from == cowmmu_pkg::FromWalk) begin
      a_answers_what_the_walker_says : assert (
          g_waits_q == Walker && walk_valid_i && rsp_o == walk_i);
    end
    if (ask_l2_o && !g_ask_l2_q) begin
      a_asks_the_l2_after_a_miss : assert (g_waits_q == First && l1_valid_i && !l1_i.hit);
    end
    if (ask_walk_o && !g_ask_walk_q) begin
      a_walks_for_a_miss_or_for_a_and_d : assert (
          (g_waits_q == Second && l2_valid_i && !l2_i.hit) ||
          (g_hit && !g_forbids && g_lacks && g_request_q.adue));
    end
    a_asks_until_accepted : assert ((!g_ask_l2_q || ask_l2_o) && (!g_ask_walk_q || ask_walk_o));
    a_refills_what_the_l2_grants : assert (
        refill_o == (rsp_valid_o && rsp_o.from == cowmmu_pkg::FromL2 && rsp_o.cause == '0));
    if (g_heard || (g_waits_q == Walker && walk_valid_i)) begin
      a_goes_on_at_once : assert (rsp_valid_o || ask_l2_o || ask_walk_o);
    end

    a_inv_busy : assert (busy_o == g_busy_q);
    a_inv_waits : assert (
        (state_q == L1) == (g_waits_q == First) && (state_q == L2) == (g_waits_q == Second) &&
        (state_q == Walk) == (g_waits_q == Walker) && state_q <= Walk);
    a_inv_asks : assert ((state_q == AskL2) == g_ask_l2_q && (state_q == AskWalk) == g_ask_walk_q);
    a_inv_access : assert (!g_busy_q || g_request_q.access <= cowmmu_pkg::AccessFetch);
  end
end
