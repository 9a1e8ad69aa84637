// SPDX-License-Identifier: Apache-2.0
// tlb_l2: the second-level TLB: set associative memory arrays, one set read for each page size. It
// judges no permissions.
// Timing: look-up accepted at edge N -> answer in the cycle that ends at edge N + HitCycles, one a
//   cycle. A fill accepted at edge N counts for answers after edge N, also of look-ups in flight.
//   A fence waits for the look-ups in flight, is accepted at edge N, and is done at edge N + its
//   kind's cycles (fence_done_o in the cycle that ends there). Its walker visits a set a cycle:
//   every set, or those of the address, one a page size.
//   Ready: low while a fence is in progress, its last cycle excepted, and for look-ups and fills
//   while one is offered.
// Of one edge: the answered look-up's use comes before the fill.
// Reset: empty. busy_o low and no valid high: no register changes.
// Parameters: Entries [1, 65536]; Ways [1, 64], Entries / Ways a power of two; HitCycles [1, 32]
//   cycles; cycles of a fence of all (every address and space), of an ASID (both above the number
//   of sets), of an address, of both (above the number of page sizes); Plru, else true LRU.
// Twin: model/tlb/timed_tlb.h (differences: none). Tests: tests/rtl/tlb/.

module tlb_l2 #(
  parameter int unsigned Entries = cowmmu_pkg::TlbL2Entries,
  parameter int unsigned Ways = (cowmmu_pkg::TlbL2Ways == 0) ? Entries : cowmmu_pkg::TlbL2Ways,
  parameter int unsigned HitCycles = cowmmu_pkg::TlbL2HitCycles,
  parameter int unsigned FenceAddressCycles = cowmmu_pkg::MmuFenceAddressCycles,
  parameter int unsigned FenceBothCycles = cowmmu_pkg::MmuFenceBothCycles,
  parameter int unsigned FenceAsidCycles = cowmmu_pkg::MmuFenceAsidCycles,
  parameter int unsigned FenceAllCycles = cowmmu_pkg::MmuFenceAllCycles,
  parameter bit Plru = cowmmu_pkg::TlbL2Replacement == cowmmu_pkg::TlbL2ReplacementPlru
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
  output logic                              fence_done_o,

  output logic                              busy_o
);

  localparam int unsigned Sets = Entries / Ways;
  localparam int unsigned IndexWidth = cowmmu_pkg::index_width(Entries);
  localparam int unsigned SetWidth = cowmmu_pkg::index_width(Sets);
  localparam int unsigned WayWidth = cowmmu_pkg::index_width(Ways);
  localparam int unsigned VaVpnWidth = cowmmu_pkg::VaVpnWidth;
  localparam int unsigned VpnWidth = cowmmu_pkg::VpnWidth;
  localparam int unsigned SizeWidth = cowmmu_pkg::SizeWidth;
  localparam int unsigned AsidWidth = cowmmu_pkg::AsidWidth;
  localparam int unsigned InnerWidth = cowmmu_pkg::size_shift(cowmmu_pkg::PageSizes - 1);
  localparam int unsigned PageSizes = cowmmu_pkg::PageSizes;
  localparam int unsigned DataWidth = cowmmu_pkg::PpnWidth + cowmmu_pkg::FlagsWidth;

  // The memories. What they hold of an invalid entry means nothing.
  logic [VpnWidth+SizeWidth-1:0] tag_mem     [Entries];  // region and size
  logic [AsidWidth:0]            space_mem   [Entries];  // ASID and global
  logic [DataWidth-1:0]          data_mem    [Entries];  // frame and flags
  logic [Ways-1:0]               valid_q     [Sets];

  function automatic logic [SetWidth-1:0] set_of(input logic [VpnWidth-1:0] vpn,
                                                 input int unsigned size);
    set_of = (Sets == 1) ? '0 : SetWidth'(vpn >> cowmmu_pkg::size_shift(size));
  endfunction

  function automatic logic [IndexWidth-1:0] index_of(input logic [SetWidth-1:0] set,
                                                     input int unsigned way);
    index_of = IndexWidth'(32'(set) * Ways + way);
  endfunction

  // ---- Look-up ----
  logic                  open;  // no fence in progress, or in its last cycle
  logic                  look_valid, look_waiting;
  logic [VaVpnWidth-1:0] look_va_vpn;
  logic [VpnWidth-1:0]   look_vpn;
  logic [AsidWidth-1:0]  look_asid;

  assign req_ready_o = open && !fence_valid_i;

  delay_line #(
    .Depth(HitCycles),
    .Width(VaVpnWidth + AsidWidth)
  ) u_look (
    .clk_i,
    .rst_ni,
    .valid_i  (req_valid_i && req_ready_o),
    .data_i   ({req_vpn_i, req_asid_i}),
    .valid_o  (look_valid),
    .data_o   ({look_va_vpn, look_asid}),
    .waiting_o(look_waiting)
  );
  assign look_vpn = look_va_vpn[VpnWidth-1:0];

  // Several sizes may match, at most one entry of each: the smallest is the hit.
  logic                 hit;
  logic [SizeWidth-1:0] hit_size;
  logic [SetWidth-1:0]  hit_set;
  logic [WayWidth-1:0]  hit_way;
  logic [SetWidth-1:0]  probe_set;
  logic [VpnWidth-1:0]  probe_vpn;

  always_comb begin
    hit = 1'b0;
    hit_size = '0;
    hit_set = '0;
    hit_way = '0;
    probe_set = '0;
    probe_vpn = '0;
    if (look_valid && cowmmu_pkg::is_sign(look_va_vpn[VaVpnWidth-1:VpnWidth-1])) begin
      for (int unsigned s = 0; s < PageSizes; s++) begin
        probe_set = set_of(look_vpn, s);
        probe_vpn = look_vpn & ~cowmmu_pkg::size_mask(SizeWidth'(s));
        for (int unsigned w = 0; w < Ways; w++) begin
          if (!hit && valid_q[probe_set][w] &&
              tag_mem[index_of(probe_set, w)] == {probe_vpn, SizeWidth'(s)} &&
              (space_mem[index_of(probe_set, w)][0] ||
               space_mem[index_of(probe_set, w)][AsidWidth:1] == look_asid)) begin
            hit = 1'b1;
            hit_size = SizeWidth'(s);
            hit_set = probe_set;
            hit_way = WayWidth'(w);
          end
        end
      end
    end
  end

  logic [IndexWidth-1:0]           hit_index;
  logic [InnerWidth-1:0]             inner_vpn;  // page of the region
  logic [cowmmu_pkg::PpnWidth-1:0] hit_ppn;
  assign hit_index = index_of(hit_set, 32'(hit_way));
  assign inner_vpn = InnerWidth'(look_vpn & cowmmu_pkg::size_mask(hit_size));
  assign hit_ppn = data_mem[hit_index][DataWidth-1 -: cowmmu_pkg::PpnWidth];

  assign rsp_valid_o = look_valid;
  assign rsp_hit_o = hit;
  assign rsp_entry_o =
      hit ? {tag_mem[hit_index], space_mem[hit_index], data_mem[hit_index]} : '0;
  assign rsp_ppn_o = hit ? (hit_ppn | cowmmu_pkg::PpnWidth'(inner_vpn)) : '0;

  // ---- Fence ----
  logic                walk_set_valid;  // the fence walker visits walk_set in this cycle
  logic [SetWidth-1:0] walk_set;
  cowmmu_pkg::fence_t  walk_fence;
`ifdef FORMAL
  logic [31:0] proof_left, proof_step;
`endif

  tlb_fence_walker #(
    .Sets(Sets),
    .AddressCycles(FenceAddressCycles),
    .BothCycles(FenceBothCycles),
    .AsidCycles(FenceAsidCycles),
    .AllCycles(FenceAllCycles)
  ) u_fence_walker (
    .clk_i,
    .rst_ni,
    .fence_valid_i(fence_valid_i && !look_waiting),
    .fence_i,
    .open_o       (open),
    .done_o       (fence_done_o),
    .set_valid_o  (walk_set_valid),
    .set_o        (walk_set),
    .fence_o      (walk_fence)
`ifdef FORMAL
    ,
    .left_o       (proof_left),
    .step_o       (proof_step)
`endif
  );
  assign fence_ready_o = open && !look_waiting;

  // ---- Fill and fence: one set, never both ----
  logic                    fill_accept, evict;
  logic [SetWidth-1:0]     fill_set, row_set;
  logic [WayWidth-1:0]     fill_way, victim;
  logic [Ways-1:0]         row_valid;
  logic [Ways-1:0]         same;    // the same page in a space that the new one serves
  logic [Ways-1:0]         fenced;
  logic [VpnWidth-1:0]     row_vpn;
  logic [SizeWidth-1:0]    row_size;
  logic [AsidWidth-1:0]    row_asid;
  logic                    row_global;

  assign fill_ready_o = open && !fence_valid_i;
  assign fill_accept = fill_valid_i && fill_ready_o;
  assign fill_evict_o = fill_accept && evict;

  always_comb begin
    fill_set = '0;
    for (int unsigned s = 0; s < PageSizes; s++) begin
      if (fill_entry_i.size == SizeWidth'(s)) fill_set = set_of(fill_entry_i.vpn, s);
    end
  end
  assign row_set = walk_set_valid ? walk_set : fill_set;
  assign row_valid = valid_q[row_set];

  always_comb begin
    same = '0;
    fenced = '0;
    row_vpn = '0;
    row_size = '0;
    row_asid = '0;
    row_global = 1'b0;
    if (walk_set_valid || fill_accept) begin
      for (int unsigned w = 0; w < Ways; w++) begin
        {row_vpn, row_size} = tag_mem[index_of(row_set, w)];
        {row_asid, row_global} = space_mem[index_of(row_set, w)];
        same[w] = row_valid[w] && row_vpn == fill_entry_i.vpn && row_size == fill_entry_i.size &&
                  (row_global || fill_entry_i.is_global || row_asid == fill_entry_i.asid);
        fenced[w] =
            (walk_fence.all_asids || (!row_global && row_asid == walk_fence.asid)) &&
            (walk_fence.all_addresses ||
             (cowmmu_pkg::is_sign(walk_fence.vpn[VaVpnWidth-1:VpnWidth-1]) &&
              ((row_vpn ^ walk_fence.vpn[VpnWidth-1:0]) & ~cowmmu_pkg::size_mask(row_size)) == '0));
      end
    end
  end

  tlb_place #(
    .Ways(Ways)
  ) u_place (
    .free_i  (~row_valid | same),
    .victim_i(victim),
    .way_o   (fill_way),
    .evict_o (evict)
  );

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      for (int unsigned s = 0; s < Sets; s++) valid_q[s] <= '0;
    end else if (walk_set_valid) begin
      valid_q[row_set] <= row_valid & ~fenced;
    end else if (fill_accept) begin
      valid_q[row_set] <= (row_valid & ~same) | (Ways'(1) << fill_way);
    end
  end

  always_ff @(posedge clk_i) begin
    if (fill_accept) begin
      tag_mem[index_of(fill_set, 32'(fill_way))] <= {fill_entry_i.vpn, fill_entry_i.size};
      space_mem[index_of(fill_set, 32'(fill_way))] <= {fill_entry_i.asid, fill_entry_i.is_global};
      data_mem[index_of(fill_set, 32'(fill_way))] <= {fill_entry_i.ppn, fill_entry_i.flags};
    end
  end

  // The answered look-up uses its entry, then the fill chooses its victim and uses its way.
  tlb_recency #(
    .Sets(Sets),
    .Ways(Ways),
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

  assign busy_o = look_valid || look_waiting || !open || fence_done_o;

`ifdef FORMAL
  `include "tlb_l2_properties.svh"
`endif

endmodule
