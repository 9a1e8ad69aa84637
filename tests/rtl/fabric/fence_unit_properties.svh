// SPDX-License-Identifier: Apache-2.0
// What is proved of fence_unit, included into it: from its ports alone, fences are counted beside
// it, and an arbitrary one is followed. The a_inv_ assertions make the induction work.
//   g_waiting_q   a fence has arrived and is not handed over
//   g_running_q   a fence is handed over and not done
//   g_owed_q      fences that are done and not acknowledged
//   w_*           the watched fence: where it is, what it said, and the fences before it that are
//                 not acknowledged
localparam logic [1:0] Nowhere = 2'd0, Waiting = 2'd1, Running = 2'd2, Done = 2'd3;

(* anyseq *) logic w_pick;  // watch the fence that arrives now

logic first_q;
initial first_q = 1'b1;
always_ff @(posedge clk_i) first_q <= 1'b0;

logic                 g_waiting_q, g_running_q, g_hold_q, g_use_q;
logic [1:0]           g_owed_q;
logic [1:0]           w_at_q, w_before_q;
logic [HartWidth-1:0] w_from_q;
cowmmu_pkg::fence_t   w_fence_q;
logic                 g_arrive, g_hand_over, g_done, g_ack, w_watch;

assign g_arrive = fence_valid_i && fence_ready_o;
assign g_hand_over = mmu_fence_valid_o && mmu_fence_ready_i;
assign g_done = g_running_q && mmu_fence_done_i;
assign g_ack = ack_valid_o && ack_ready_i;
assign w_watch = w_pick && g_arrive && w_at_q == Nowhere;

always_ff @(posedge clk_i) begin
  g_hold_q <= rst_ni && hold_o;
  g_use_q <= rst_ni && use_i;
  if (!rst_ni) begin
    g_waiting_q <= 1'b0;
    g_running_q <= 1'b0;
    g_owed_q <= 2'd0;
    w_at_q <= Nowhere;
    w_before_q <= 2'd0;
  end else begin
    g_waiting_q <= g_arrive || (g_waiting_q && !g_hand_over);
    g_running_q <= g_hand_over || (g_running_q && !g_done);
    g_owed_q <= g_owed_q + 2'(g_done) - 2'(g_ack);
    if (w_watch) begin
      w_at_q <= Waiting;
      w_from_q <= fence_from_i;
      w_fence_q <= fence_i;
      w_before_q <= 2'(g_waiting_q) + 2'(g_running_q) + g_owed_q - 2'(g_ack);
    end else if (w_at_q != Nowhere) begin
      if (w_at_q == Waiting && g_hand_over) w_at_q <= Running;
      if (w_at_q == Running && g_done) w_at_q <= Done;
      if (g_ack && w_before_q != 2'd0) w_before_q <= w_before_q - 2'd1;
      if (g_ack && w_before_q == 2'd0) w_at_q <= Nowhere;
    end
  end
end

// What the environment promises: a reset; no operation begins while it is held.
always_comb begin
  assume (rst_ni == !first_q);
  assume (!use_i || g_use_q || !g_hold_q);
end

// What was offered in the last cycle and not accepted.
logic                 offered_q, ack_offered_q;
cowmmu_pkg::fence_t   offered_fence_q;
logic [HartWidth-1:0] offered_from_q;
always_ff @(posedge clk_i) begin
  offered_q <= rst_ni && mmu_fence_valid_o && !mmu_fence_ready_i;
  offered_fence_q <= mmu_fence_o;
  ack_offered_q <= rst_ni && ack_valid_o && !ack_ready_i;
  offered_from_q <= ack_from_o;
end

always_ff @(posedge clk_i) begin
  if (rst_ni && !first_q) begin
    // No acknowledgement before the drain.
    a_no_hand_over_while_in_use : assert (!(mmu_fence_valid_o && use_i));
    a_no_use_until_done : assert (!(g_running_q && use_i));
    a_one_at_a_time : assert (!g_hand_over || !g_running_q || mmu_fence_done_i);
    a_hold_until_done : assert (hold_o == (g_waiting_q || (g_running_q && !mmu_fence_done_i)));
    a_hands_over_what_waits : assert (!mmu_fence_valid_o || g_waiting_q);
    a_no_ack_before_done : assert (!ack_valid_o || g_owed_q != 2'd0);
    // The watched fence: handed over as it came, acknowledged to its sender, in its turn, once.
    if (w_at_q == Waiting && mmu_fence_valid_o) begin
      a_hands_over_the_fence_that_came : assert (mmu_fence_o == w_fence_q);
    end
    if (w_at_q != Nowhere && w_before_q == 2'd0 && ack_valid_o) begin
      a_ack_only_after_its_own_done : assert (w_at_q == Done);
      a_ack_to_its_sender : assert (ack_from_o == w_from_q);
    end
    // Nothing else holds anything up.
    if (g_waiting_q && !use_i && (!g_running_q || mmu_fence_done_i) &&
        2'(g_running_q) + g_owed_q - 2'(g_ack) <= 2'd1) begin
      a_offered_at_once : assert (mmu_fence_valid_o);
    end
    a_what_is_owed_is_offered : assert (ack_valid_o == (g_owed_q != 2'd0));
    a_takes_what_it_has_room_for : assert (fence_ready_o == (!g_waiting_q || g_hand_over));
    if (offered_q) begin
      a_offer_stays : assert (mmu_fence_valid_o && mmu_fence_o == offered_fence_q);
    end
    if (ack_offered_q) begin
      a_ack_stays : assert (ack_valid_o && ack_from_o == offered_from_q);
    end
    a_busy_while_anything_is_here : assert (
        busy_o == (g_waiting_q || g_running_q || g_owed_q != 2'd0));

    a_inv_waiting : assert (waiting_q == g_waiting_q);
    a_inv_running : assert (running_q == g_running_q);
    a_inv_owed : assert (g_owed_q == 2'(ack_q) + 2'(ready_q));
    a_inv_ready : assert (!ready_q || (ack_q && !running_q));
    if (w_at_q == Waiting) begin
      a_inv_w_waiting : assert (
          g_waiting_q && fence_q == w_fence_q && waiting_from_q == w_from_q &&
          w_before_q == 2'(running_q) + 2'(ready_q) + 2'(ack_q));
    end
    if (w_at_q == Running || (w_at_q == Done && w_before_q != 2'd0)) begin
      a_inv_w_running : assert (
          running_q == (w_at_q == Running) && ready_q == (w_at_q == Done) &&
          running_from_q == w_from_q && w_before_q == 2'(ack_q));
    end
    if (w_at_q == Done && w_before_q == 2'd0) begin
      a_inv_w_acknowledged : assert (ack_q && ack_from_q == w_from_q);
    end
  end
end
