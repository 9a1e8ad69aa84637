// SPDX-License-Identifier: Apache-2.0
// What is proved of the copier, included into it: one arbitrary line of the page is watched; as it is
// arbitrary, what is proved holds for all. The memory is free to answer anything at any time.
//   asked_q    its read has been accepted       data_q  what the memory answered to it
//   got_q      and answered                     put_q   its write has been accepted
// The a_inv_ assertions make the induction work.

(* anyconst *) logic [LineBits-1:0] w_line;

logic first_q;
initial first_q = 1'b1;
always_ff @(posedge clk_i) first_q <= 1'b0;
always_comb assume (rst_ni == !first_q);

// Proofs have a Window of two: the entry of a line is its lowest bit.
logic w_id, reads_w, writes_w, answers_w;
assign w_id = w_line[0];
assign reads_w = rd_fire && rd_next_q[LineBits-1:0] == w_line;
assign writes_w = wr_fire && wr_next_q[LineBits-1:0] == w_line;

logic asked_q, got_q, put_q, acked_q;
logic [LineWidth-1:0] data_q;
assign answers_w = asked_q && !got_q && rsp_valid_i && rsp_id_i == w_id;
always_ff @(posedge clk_i) begin
  if (!rst_ni || begins) begin
    asked_q <= 1'b0;
    got_q <= 1'b0;
    put_q <= 1'b0;
    acked_q <= 1'b0;
  end else begin
    if (reads_w) asked_q <= 1'b1;
    if (answers_w) begin
      got_q <= 1'b1;
      data_q <= rsp_data_i;
    end
    if (writes_w) put_q <= 1'b1;
    if (put_q && ack_valid_i && ack_id_i == w_id) acked_q <= 1'b1;
  end
end

// The copy under way, by the ports alone.
cowmmu_pkg::copy_t asked_copy_q;
always_ff @(posedge clk_i) if (desc_valid_i && desc_ready_o) asked_copy_q <= desc_i;

// What was offered in the cycle before and not accepted.
logic rd_kept_q, wr_kept_q, abort_seen_q;
logic [cowmmu_pkg::LineAddrWidth-1:0] rd_line_q, wr_line_q;
logic [LineWidth-1:0] wr_data_q;
always_ff @(posedge clk_i) begin
  rd_kept_q <= rst_ni && rd_valid_o && !rd_ready_i;
  wr_kept_q <= rst_ni && wr_valid_o && !wr_ready_i;
  rd_line_q <= rd_line_o;
  wr_line_q <= wr_line_o;
  wr_data_q <= wr_data_o;
  if (!rst_ni || begins) begin
    abort_seen_q <= 1'b0;
  end else if (busy_q && !done_valid_o && abort_valid_i) begin
    abort_seen_q <= 1'b1;
  end
end

always_ff @(posedge clk_i) begin
  if (rst_ni && !first_q) begin
    if (reads_w) begin
      a_reads_once : assert (!asked_q);
      a_reads_the_source : assert (rd_line_o == {asked_copy_q.src, w_line} && rd_id_o == w_id);
    end
    if (writes_w) begin
      a_writes_once : assert (!put_q);
      a_writes_after_the_answer : assert (got_q);
      a_writes_what_was_read : assert (wr_data_o == data_q);
      a_writes_the_destination : assert (
          wr_line_o == {asked_copy_q.dst, w_line} && wr_id_o == w_id);
    end
    if (done_valid_o && !done_aborted_o) begin
      a_done_means_written : assert (put_q && acked_q);
    end
    if (done_valid_o && done_aborted_o) begin
      a_stops_only_if_asked : assert (abort_seen_q);
    end
    if (done_valid_o) begin
      a_done_leaves_nothing_under_way : assert (!(asked_q && !got_q) && !(put_q && !acked_q));
    end
    if (rd_kept_q) begin
      a_read_stays_offered : assert (rd_valid_o && rd_line_o == rd_line_q);
    end
    if (wr_kept_q) begin
      a_write_stays_offered : assert (
          wr_valid_o && wr_line_o == wr_line_q && wr_data_o == wr_data_q);
    end
    if (abort_seen_q) begin
      a_abort_offers_nothing_new : assert (
          (!rd_valid_o || rd_kept_q) && (!wr_valid_o || wr_kept_q));
    end

    a_inv_held : assert (rd_held_q == (rd_kept_q && busy_q) && wr_held_q == (wr_kept_q && busy_q));
    a_inv_abort : assert (!busy_q || abort_seen_q == aborting_q);
    a_inv_one_state : assert (
        (reading_q & full_q) == '0 && (reading_q & writing_q) == '0 && (full_q & writing_q) == '0);
    if (!busy_q) begin
      a_inv_idle : assert (occupied == '0);
    end else begin
      a_inv_copy : assert (asked_copy_q == copy_q);
      a_inv_ids : assert (rd_id_q == rd_next_q[0] && wr_id_q == wr_next_q[0]);
      a_inv_order : assert (
          rd_next_q <= 7'd64 && wr_next_q <= rd_next_q && rd_next_q - wr_next_q <= 7'd2);
      // What was read and not written yet belongs to a line between the two.
      a_inv_entries : assert (
          (!(reading_q[wr_id_q] || full_q[wr_id_q]) || rd_next_q != wr_next_q) &&
          (!(reading_q[~wr_id_q] || full_q[~wr_id_q]) || rd_next_q - wr_next_q == 7'd2));
      a_inv_no_gap : assert (
          aborting_q || ((reading_q[wr_id_q] || full_q[wr_id_q] || rd_next_q == wr_next_q) &&
                         (reading_q[~wr_id_q] || full_q[~wr_id_q] || rd_next_q - wr_next_q != 7'd2)));
      a_inv_offers : assert (
          (!rd_held_q || (rd_next_q - wr_next_q <= 7'd1 && !occupied[rd_id_q] && !rd_next_q[6])) &&
          (!wr_held_q || full_q[wr_id_q]));
      a_inv_start : assert (start_left_q == '0 || (rd_next_q == '0 && occupied == '0));
      a_inv_asked : assert (asked_q == ({1'b0, w_line} < rd_next_q));
      a_inv_put : assert (put_q == ({1'b0, w_line} < wr_next_q));
      a_inv_got : assert (!got_q || asked_q);
      a_inv_acked : assert ((!acked_q || put_q) && (!put_q || got_q));
      if (asked_q && !put_q) begin
        a_inv_way : assert (got_q ? full_q[w_id] || aborting_q : reading_q[w_id]);
        a_inv_data : assert (!got_q || !full_q[w_id] || data_mem[w_id] == data_q);
      end
      if (put_q && !acked_q) begin
        a_inv_under_way : assert (writing_q[w_id]);
      end
    end
  end
end
