// SPDX-License-Identifier: Apache-2.0
// For the proofs of both TLBs, inside the module: one arbitrary page, space, page size and kind
// (global or not) is watched. As they are arbitrary, what is proved holds for all.
//   live_q   such a translation was filled, and nothing has removed it since
//   data_q   what it said then

(* anyconst *) logic [VaVpnWidth-1:0]            w_vpn;
(* anyconst *) logic [AsidWidth-1:0]             w_asid;
(* anyconst *) logic [cowmmu_pkg::SizeWidth-1:0] w_size;
(* anyconst *) logic                             w_global;

logic [VpnWidth-1:0] w_region;
assign w_region = w_vpn[VpnWidth-1:0] & ~cowmmu_pkg::size_mask(w_size);

// What the environment promises: a reset, canonical pages, regions that begin where they should.
logic first_q;
initial first_q = 1'b1;
always_ff @(posedge clk_i) first_q <= 1'b0;

always_comb begin
  assume (rst_ni == !first_q);
  assume (32'(w_size) < cowmmu_pkg::PageSizes);
  assume (cowmmu_pkg::is_sign(w_vpn[VaVpnWidth-1:VpnWidth-1]));
  assume (32'(fill_entry_i.size) < cowmmu_pkg::PageSizes);
  assume ((fill_entry_i.vpn & cowmmu_pkg::size_mask(fill_entry_i.size)) == '0);
end

logic fill_here, fill_watched, fence_watched;
assign fill_here = fill_accept && fill_entry_i.size == w_size && fill_entry_i.vpn == w_region;
assign fill_watched = fill_here && fill_entry_i.is_global == w_global &&
                      (w_global || fill_entry_i.asid == w_asid);
assign fence_watched =
    fence_valid_i && fence_ready_o &&
    (fence_i.all_asids || (!w_global && fence_i.asid == w_asid)) &&
    (fence_i.all_addresses ||
     (cowmmu_pkg::is_sign(fence_i.vpn[VaVpnWidth-1:VpnWidth-1]) &&
      (fence_i.vpn[VpnWidth-1:0] & ~cowmmu_pkg::size_mask(w_size)) == w_region));

logic live_q;
logic [cowmmu_pkg::PpnWidth+cowmmu_pkg::FlagsWidth-1:0] data_q;
always_ff @(posedge clk_i) begin
  if (!rst_ni || fence_watched) begin
    live_q <= 1'b0;
  end else if (fill_watched) begin
    live_q <= 1'b1;
    data_q <= {fill_entry_i.ppn, fill_entry_i.flags};
  end else if (fill_here && fill_entry_i.is_global && !w_global) begin
    live_q <= 1'b0;  // a global translation of the page replaces every space's own
  end
end

// The look-up that is answered in this cycle, by the ports alone (HitCycles is 1 in proofs).
logic asked_q;
logic [VaVpnWidth-1:0] asked_vpn_q;
logic [AsidWidth-1:0]  asked_asid_q;
always_ff @(posedge clk_i) begin
  asked_q <= rst_ni && req_valid_i && req_ready_o;
  if (req_valid_i && req_ready_o) begin
    asked_vpn_q <= req_vpn_i;
    asked_asid_q <= req_asid_i;
  end
end

logic asked_watched;
assign asked_watched = asked_q && asked_asid_q == w_asid && asked_vpn_q == w_vpn;

always_ff @(posedge clk_i) begin
  if (rst_ni && !first_q) begin
    // The line to the answer holds what was asked (an invariant of the proof as well).
    a_answers_what_was_asked : assert (rsp_valid_o == asked_q);
    if (asked_q) begin
      a_look_up_in_line : assert (look_va_vpn == asked_vpn_q && look_asid == asked_asid_q);
    end
    if (rsp_hit_o) begin
      a_hit_is_of_the_page : assert (
          asked_q && cowmmu_pkg::is_sign(asked_vpn_q[VaVpnWidth-1:VpnWidth-1]) &&
          (asked_vpn_q[VpnWidth-1:0] & ~cowmmu_pkg::size_mask(rsp_entry_o.size)) ==
              rsp_entry_o.vpn);
      a_hit_is_of_the_space : assert (rsp_entry_o.is_global || rsp_entry_o.asid == asked_asid_q);
      a_hit_translates : assert (
          rsp_ppn_o == (rsp_entry_o.ppn | cowmmu_pkg::PpnWidth'(
              asked_vpn_q[InnerWidth-1:0] & InnerWidth'(cowmmu_pkg::size_mask(rsp_entry_o.size)))));
    end
    if (asked_watched && rsp_hit_o && rsp_entry_o.size == w_size &&
        rsp_entry_o.is_global == w_global) begin
      a_no_hit_after_a_fence_until_refilled : assert (live_q);
      a_hit_is_the_latest_fill : assert ({rsp_entry_o.ppn, rsp_entry_o.flags} == data_q);
    end
  end
end
