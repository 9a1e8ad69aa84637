// SPDX-License-Identifier: Apache-2.0
// What is proved of page_walk_cache, included into it. One arbitrary address, space and level is
// watched; as they are arbitrary, what is proved holds for all. The a_inv_ assertions make the
// induction work.
//   live_q   a pointer on the watched way was filled, and no fence or fill has removed it since
//   data_q   what it said then
(* anyconst *) logic [cowmmu_pkg::VaVpnWidth-1:0] w_vpn;
(* anyconst *) logic [cowmmu_pkg::AsidWidth-1:0]  w_asid;
(* anyconst *) logic [TableWidth-1:0]             w_level;

logic first_q;
initial first_q = 1'b1;
always_ff @(posedge clk_i) first_q <= 1'b0;

// What the walker promises.
always_comb begin
  assume (rst_ni == !first_q);
  assume (32'(w_level) < TableLevels);
  assume (32'(fill_point_i.level) < TableLevels);
  assume (!fill_valid_i || !fence_valid_i);
end

logic [PrefixWidth-1:0] w_prefix;
assign w_prefix = prefix_of(w_vpn, 32'(w_level));

logic                                 live_q;
logic [cowmmu_pkg::PpnWidth+1:0]      data_q;  // write-protected, frame, global
logic                                 fill_here, fill_watched, fence_watched;
assign fill_here = fill_valid_i && fill_level == w_level && fill_prefix == w_prefix;
assign fill_watched = fill_here && (fill_asid_i == w_asid || fill_point_i.is_global);
assign fence_watched = fence_valid_i && fence_i.all_addresses &&
                       (fence_i.all_asids || (!data_q[0] && fence_i.asid == w_asid));
always_ff @(posedge clk_i) begin
  if (!rst_ni || fence_watched) begin
    live_q <= 1'b0;
  end else if (fill_watched) begin
    live_q <= 1'b1;
    data_q <= {fill_point_i.write_protected, fill_point_i.frame, fill_point_i.is_global};
  end else if (fill_here && data_q[0]) begin
    live_q <= 1'b0;  // a space's own pointer replaces a global one
  end
end

logic look_watched;
assign look_watched = look_valid_i && look_asid_i == w_asid &&
                      prefix_of(look_vpn_i, 32'(w_level)) == w_prefix;

logic [Entries-1:0] serves;  // a look-up of the watched way
logic [Entries-1:0] latest;
always_comb begin
  for (int unsigned w = 0; w < Entries; w++) begin
    serves[w] = valid_q[index_of(w_level, w)] && prefix_q[index_of(w_level, w)] == w_prefix &&
                (global_q[index_of(w_level, w)] || asid_q[index_of(w_level, w)] == w_asid);
    latest[w] = !serves[w] || {protected_q[index_of(w_level, w)], frame_q[index_of(w_level, w)],
                               global_q[index_of(w_level, w)]} == data_q;
  end
end

always_ff @(posedge clk_i) begin
  if (rst_ni && !first_q) begin
    a_at_most_one_matches : assert ((serves & (serves - Entries'(1))) == '0);
    if (look_watched && look_hit_o && look_point_o.level == cowmmu_pkg::LevelWidth'(w_level)) begin
      a_no_hit_after_a_fence_until_refilled : assert (live_q);
      a_hit_is_the_latest_pointer : assert (
          {look_point_o.write_protected, look_point_o.frame, look_point_o.is_global} == data_q);
    end
    if (look_watched && (|serves)) begin
      a_what_is_held_hits : assert (
          look_hit_o && look_point_o.level <= cowmmu_pkg::LevelWidth'(w_level));
    end
    a_inv_live : assert (!(|serves) || live_q);
    a_inv_data : assert (&latest);
  end
end
