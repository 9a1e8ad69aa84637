// SPDX-License-Identifier: Apache-2.0
// What is proved of tlb_l2, included into it. The a_inv_ assertions make the induction work.
`include "tlb_watch.svh"

logic [VpnWidth-1:0]  held_vpn    [Entries];
logic [SizeWidth-1:0] held_size   [Entries];
logic [AsidWidth-1:0] held_asid   [Entries];
logic [Entries-1:0]   held_global, held_valid;
logic [Entries-1:0]   serves;   // a look-up of the watched page and space, by an entry of its size
logic [Entries-1:0]   watched;  // of its kind, too
logic [Entries-1:0]   sized, aligned, placed, latest;
always_comb begin
  for (int unsigned i = 0; i < Entries; i++) begin
    {held_vpn[i], held_size[i]} = tag_mem[i];
    {held_asid[i], held_global[i]} = space_mem[i];
    held_valid[i] = valid_q[i / Ways][i % Ways];
    serves[i] = held_valid[i] && held_size[i] == w_size && held_vpn[i] == w_region &&
                (held_global[i] || held_asid[i] == w_asid);
    watched[i] = serves[i] && held_global[i] == w_global;
    sized[i] = !held_valid[i] || 32'(held_size[i]) < PageSizes;
    aligned[i] = !held_valid[i] || (held_vpn[i] & cowmmu_pkg::size_mask(held_size[i])) == '0;
    placed[i] = !held_valid[i] || 32'(set_of(held_vpn[i], 32'(held_size[i]))) == i / Ways;
    latest[i] = !watched[i] || data_mem[i] == data_q;
  end
end

// A fence in progress covers the watched translation and has not been in its set yet.
logic walk_covers, walk_to_come;
logic [31:0] walk_cycles, walk_steps;
assign walk_covers =
    (walk_fence.all_asids || (!w_global && walk_fence.asid == w_asid)) &&
    (walk_fence.all_addresses ||
     (cowmmu_pkg::is_sign(walk_fence.vpn[VaVpnWidth-1:VpnWidth-1]) &&
      (walk_fence.vpn[VpnWidth-1:0] & ~cowmmu_pkg::size_mask(w_size)) == w_region));
assign walk_to_come =
    proof_left != '0 && walk_covers &&
    (walk_fence.all_addresses ? proof_step <= 32'(set_of(w_region, 32'(w_size)))
                              : proof_step <= 32'(w_size));
assign walk_cycles =
    walk_fence.all_addresses ? (walk_fence.all_asids ? FenceAllCycles : FenceAsidCycles)
                             : (walk_fence.all_asids ? FenceAddressCycles : FenceBothCycles);
assign walk_steps = walk_fence.all_addresses ? Sets : PageSizes;

always_ff @(posedge clk_i) begin
  if (rst_ni && !first_q) begin
    a_at_most_one_matches : assert ((serves & (serves - Entries'(1))) == '0);
    if (asked_watched && (|serves)) begin
      a_what_is_held_hits : assert (rsp_hit_o && rsp_entry_o.size <= w_size);
    end
    if (fence_done_o) begin
      a_done_fence_left_nothing : assert (!(|watched) || live_q);
    end
    a_inv_size : assert (&sized);
    a_inv_region : assert (&aligned);
    a_inv_set : assert (&placed);
    a_inv_live : assert (!(|watched) || live_q || walk_to_come);
    a_inv_data : assert ((&latest) || walk_to_come);
    if (proof_left != '0) begin
      a_inv_no_look_up_during_a_fence : assert (!look_valid && !look_waiting);
      a_inv_walk_time : assert (proof_left <= walk_cycles);
      a_inv_walk_step : assert (
          proof_step == ((walk_cycles - proof_left < walk_steps) ? walk_cycles - proof_left
                                                                 : walk_steps));
    end
  end
end
