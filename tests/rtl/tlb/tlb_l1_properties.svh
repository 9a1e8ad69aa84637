// SPDX-License-Identifier: Apache-2.0
// What is proved of tlb_l1, included into it. The a_inv_ assertions make the induction work.
`include "tlb_watch.svh"

logic [Entries-1:0] serves;   // a look-up of the watched page and space, by an entry of its size
logic [Entries-1:0] watched;  // of its kind, too
logic [Entries-1:0] sized, aligned, latest;
always_comb begin
  for (int unsigned i = 0; i < Entries; i++) begin
    serves[i] = valid_q[i] && size_q[i] == w_size && vpn_q[i] == w_region &&
                (global_q[i] || asid_q[i] == w_asid);
    watched[i] = serves[i] && global_q[i] == w_global;
    sized[i] = !valid_q[i] || 32'(size_q[i]) < cowmmu_pkg::PageSizes;
    aligned[i] = !valid_q[i] || (vpn_q[i] & cowmmu_pkg::size_mask(size_q[i])) == '0;
    latest[i] = !watched[i] || {ppn_q[i], flags_q[i]} == data_q;
  end
end

always_ff @(posedge clk_i) begin
  if (rst_ni && !first_q) begin
    a_at_most_one_matches : assert ((serves & (serves - Entries'(1))) == '0);
    if (asked_watched && (|serves)) begin
      a_what_is_held_hits : assert (rsp_hit_o && rsp_entry_o.size <= w_size);
    end
    a_inv_size : assert (&sized);
    a_inv_region : assert (&aligned);
    a_inv_live : assert (!(|watched) || live_q);
    a_inv_data : assert (&latest);
  end
end
