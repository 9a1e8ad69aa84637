// SPDX-License-Identifier: Apache-2.0
// tlb_l1: a first-level TLB: every entry is compared at once, whatever its page size. It judges no
// permissions: the MMU does, from the flags.
// Timing: look-up accepted at edge N -> answer in the cycle that ends at edge N + HitCycles, one a
//   cycle. A fill or fence accepted at edge N counts for answers after edge N, so also for look-ups
//   in flight. fill_ready_o is low while a fence is offered; the other channels are always ready.
// Of one edge: the answered look-up's use comes before the fill.
// Reset: empty. busy_o low and no valid high: no register changes.
// Parameters: Entries [1, 4096]; Ways, 0 is fully associative, Entries / Ways a power of two;
//   HitCycles [1, 8] cycles; Plru, else true LRU.
// Twin: model/tlb/timed_tlb.h (differences: none). Tests: tests/rtl/tlb/.

module tlb_l1 #(
  parameter int unsigned Entries = cowmmu_pkg::TlbL1dEntries,
  parameter int unsigned Ways = cowmmu_pkg::TlbL1dWays,
  parameter int unsigned HitCycles = cowmmu_pkg::TlbL1dHitCycles,
  parameter bit Plru = cowmmu_pkg::TlbL1dReplacement == cowmmu_pkg::TlbL1dReplacementPlru
) (
  input  logic                              clk_i,
  input  logic                              rst_ni,

  input  logic                              req_valid_i,
  output logic                              req_ready_o,
  input  logic [cowmmu_pkg::VaVpnWidth-1:0] req_vpn_i,
  input  logic [cowmmu_pkg::AsidWidth-1:0]  req_asid_i,

  output logic                              rsp_valid_o,
  output logic                              rsp_hit_o,
  output logic [cowmmu_pkg::PpnWidth-1:0]   rsp_ppn_o,    // of the page looked up
  output cowmmu_pkg::entry_t                rsp_entry_o,  // 0 without a hit, as rsp_ppn_o is

  input  logic                              fill_valid_i,
  output logic                              fill_ready_o,
  input  cowmmu_pkg::entry_t                fill_entry_i,
  output logic                              fill_evict_o,  // accepted, and another entry goes for it

  input  logic                              fence_valid_i,
  output logic                              fence_ready_o,
  input  cowmmu_pkg::fence_t                fence_i,

  output logic                              busy_o
);

  localparam int unsigned WaysUsed = (Ways == 0) ? Entries : Ways;
  localparam int unsigned Sets = Entries / WaysUsed;
  localparam int unsigned IndexWidth = cowmmu_pkg::index_width(Entries);
  localparam int unsigned SetWidth = cowmmu_pkg::index_width(Sets);
  localparam int unsigned WayWidth = cowmmu_pkg::index_width(WaysUsed);
  localparam int unsigned VaVpnWidth = cowmmu_pkg::VaVpnWidth;
  localparam int unsigned VpnWidth = cowmmu_pkg::VpnWidth;
  localparam int unsigned AsidWidth = cowmmu_pkg::AsidWidth;
  localparam int unsigned InnerWidth = cowmmu_pkg::size_shift(cowmmu_pkg::PageSizes - 1);

  logic [Entries-1:0]                valid_q, valid_d, global_q;
  logic [VpnWidth-1:0]               vpn_q   [Entries];
  logic [cowmmu_pkg::SizeWidth-1:0]  size_q  [Entries];
  logic [AsidWidth-1:0]              asid_q  [Entries];
  logic [cowmmu_pkg::PpnWidth-1:0]   ppn_q   [Entries];
  logic [cowmmu_pkg::FlagsWidth-1:0] flags_q [Entries];

  // ---- Look-up ----
  logic                  look_valid, look_waiting;
  logic [VaVpnWidth-1:0] look_va_vpn;
  logic [VpnWidth-1:0]   look_vpn;
  logic [AsidWidth-1:0]  look_asid;

  assign req_ready_o = 1'b1;

  delay_line #(
    .Depth(HitCycles),
    .Width(VaVpnWidth + AsidWidth)
  ) u_look (
    .clk_i,
    .rst_ni,
    .valid_i  (req_valid_i),
    .data_i   ({req_vpn_i, req_asid_i}),
    .valid_o  (look_valid),
    .data_o   ({look_va_vpn, look_asid}),
    .waiting_o(look_waiting)
  );
  assign look_vpn = look_va_vpn[VpnWidth-1:0];

  // Several sizes may match, at most one entry of each: the smallest is the hit.
  logic                             hit;
  logic [IndexWidth-1:0]            hit_index;
  logic [SetWidth-1:0]              hit_set;
  logic [WayWidth-1:0]              hit_way;
  logic [cowmmu_pkg::SizeWidth-1:0] hit_size;

  always_comb begin
    hit = 1'b0;
    hit_index = '0;
    hit_set = '0;
    hit_way = '0;
    hit_size = '0;
    if (look_valid && cowmmu_pkg::is_sign(look_va_vpn[VaVpnWidth-1:VpnWidth-1])) begin
      for (int unsigned i = 0; i < Entries; i++) begin
        if (valid_q[i] && (global_q[i] || asid_q[i] == look_asid) &&
            ((vpn_q[i] ^ look_vpn) & ~cowmmu_pkg::size_mask(size_q[i])) == '0 &&
            (!hit || size_q[i] < hit_size)) begin
          hit = 1'b1;
          hit_index = IndexWidth'(i);
          hit_set = SetWidth'(i / WaysUsed);
          hit_way = WayWidth'(i % WaysUsed);
          hit_size = size_q[i];
        end
      end
    end
  end

  logic [InnerWidth-1:0] inner_vpn;  // page of the region

  always_comb begin
    rsp_entry_o = '0;
    rsp_ppn_o = '0;
    inner_vpn = InnerWidth'(look_vpn & cowmmu_pkg::size_mask(hit_size));
    if (hit) begin
      rsp_entry_o = {vpn_q[hit_index], hit_size, asid_q[hit_index], global_q[hit_index],
                     ppn_q[hit_index], flags_q[hit_index]};
      rsp_ppn_o = ppn_q[hit_index] | cowmmu_pkg::PpnWidth'(inner_vpn);
    end
  end
  assign rsp_valid_o = look_valid;
  assign rsp_hit_o = hit;

  // ---- Fill ----
  logic                    fill_accept, evict;
  logic [SetWidth-1:0]     fill_set;
  logic [WayWidth-1:0]     fill_way, victim;
  logic [WaysUsed-1:0]     same;  // of the set: the same page in a space that the new one serves
  logic [WaysUsed-1:0]     set_valid;

  assign fill_ready_o = !fence_valid_i;
  assign fill_accept = fill_valid_i && fill_ready_o;
  assign fill_evict_o = fill_accept && evict;

  always_comb begin
    fill_set = '0;
    for (int unsigned s = 0; s < cowmmu_pkg::PageSizes; s++) begin
      if (Sets > 1 && fill_entry_i.size == cowmmu_pkg::SizeWidth'(s)) begin
        fill_set = SetWidth'(fill_entry_i.vpn >> cowmmu_pkg::size_shift(s));
      end
    end
  end

  function automatic logic [IndexWidth-1:0] index_of(input logic [SetWidth-1:0] set,
                                                     input int unsigned way);
    index_of = IndexWidth'(32'(set) * WaysUsed + way);
  endfunction

  always_comb begin
    same = '0;
    set_valid = '0;
    if (fill_accept) begin
      for (int unsigned w = 0; w < WaysUsed; w++) begin
        set_valid[w] = valid_q[index_of(fill_set, w)];
        same[w] = set_valid[w] && size_q[index_of(fill_set, w)] == fill_entry_i.size &&
                  vpn_q[index_of(fill_set, w)] == fill_entry_i.vpn &&
                  (global_q[index_of(fill_set, w)] || fill_entry_i.is_global ||
                   asid_q[index_of(fill_set, w)] == fill_entry_i.asid);
      end
    end
  end

  tlb_place #(
    .Ways(WaysUsed)
  ) u_place (
    .free_i  (~set_valid | same),
    .victim_i(victim),
    .way_o   (fill_way),
    .evict_o (evict)
  );

  // ---- Fence ----
  logic [Entries-1:0] fenced;

  assign fence_ready_o = 1'b1;

  always_comb begin
    fenced = '0;
    if (fence_valid_i) begin
      for (int unsigned i = 0; i < Entries; i++) begin
        fenced[i] =
            (fence_i.all_asids || (!global_q[i] && asid_q[i] == fence_i.asid)) &&
            (fence_i.all_addresses ||
             (cowmmu_pkg::is_sign(fence_i.vpn[VaVpnWidth-1:VpnWidth-1]) &&
              ((vpn_q[i] ^ fence_i.vpn[VpnWidth-1:0]) & ~cowmmu_pkg::size_mask(size_q[i])) == '0));
      end
    end
  end

  // ---- State ----
  always_comb begin
    valid_d = valid_q;
    if (fence_valid_i) valid_d = valid_q & ~fenced;
    if (fill_accept) begin
      for (int unsigned w = 0; w < WaysUsed; w++) begin
        if (same[w]) valid_d[index_of(fill_set, w)] = 1'b0;
      end
      valid_d[index_of(fill_set, 32'(fill_way))] = 1'b1;
    end
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      valid_q <= '0;
    end else begin
      valid_q <= valid_d;
    end
  end

  always_ff @(posedge clk_i) begin
    if (fill_accept) begin
      vpn_q[index_of(fill_set, 32'(fill_way))] <= fill_entry_i.vpn;
      size_q[index_of(fill_set, 32'(fill_way))] <= fill_entry_i.size;
      asid_q[index_of(fill_set, 32'(fill_way))] <= fill_entry_i.asid;
      global_q[index_of(fill_set, 32'(fill_way))] <= fill_entry_i.is_global;
      ppn_q[index_of(fill_set, 32'(fill_way))] <= fill_entry_i.ppn;
      flags_q[index_of(fill_set, 32'(fill_way))] <= fill_entry_i.flags;
    end
  end

  // The answered look-up uses its entry, then the fill chooses its victim and uses its way.
  tlb_recency #(
    .Sets(Sets),
    .Ways(WaysUsed),
    .Plru(Plru)
  ) u_recency (
    .clk_i,
    .rst_ni,
    .use_i     (hit),
    .use_set_i (hit_set),
    .use_way_i (hit_way),
    .fill_i    (fill_accept),
    .fill_set_i(fill_set),
    .fill_way_i(fill_way),
    .victim_o  (victim)
  );

  assign busy_o = look_valid || look_waiting;

`ifdef FORMAL
  `include "tlb_l1_properties.svh"
`endif

endmodule
