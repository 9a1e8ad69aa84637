// SPDX-License-Identifier: Apache-2.0
// page_walk_cache: non-leaf PTEs that walks have read: for each level of tables below the root a
// fully associative array with true LRU, keyed by the address prefix and ASID.
// Timing: a look-up is answered in its cycle, from what was there at the cycle's begin. Of one
//   edge: the look-up's use comes before the fill. The owner offers no fill at a fence's edge.
// Fences: with all_addresses all entries go, or those of the ASID, global ones excepted; with an
//   address none (privileged spec, SFENCE.VMA: only leaf PTEs are ordered).
// Reset: empty. No valid high: no register changes. Parameters: Entries a level [1, 1024].
// Twin: model/walker/page_walk_cache.h (differences: none). Tests: tests/rtl/walker/.

module page_walk_cache #(
  parameter int unsigned Entries = cowmmu_pkg::WalkerPwcEntries
) (
  input  logic                              clk_i,
  input  logic                              rst_ni,

  input  logic                              look_valid_i,
  input  logic [cowmmu_pkg::VaVpnWidth-1:0] look_vpn_i,
  input  logic [cowmmu_pkg::AsidWidth-1:0]  look_asid_i,
  output logic                              look_hit_o,
  output cowmmu_pkg::walk_point_t           look_point_o,  // the deepest; 0 without a hit

  input  logic                              fill_valid_i,
  input  logic [cowmmu_pkg::VaVpnWidth-1:0] fill_vpn_i,
  input  logic [cowmmu_pkg::AsidWidth-1:0]  fill_asid_i,
  input  cowmmu_pkg::walk_point_t           fill_point_i,

  input  logic                              fence_valid_i,
  input  cowmmu_pkg::fence_t                fence_i
);

  localparam int unsigned TableLevels = cowmmu_pkg::Levels - 1;
  localparam int unsigned All = TableLevels * Entries;
  localparam int unsigned WayWidth = cowmmu_pkg::index_width(Entries);
  localparam int unsigned AllWidth = cowmmu_pkg::index_width(All);
  localparam int unsigned TableWidth = cowmmu_pkg::index_width(TableLevels);
  localparam int unsigned PrefixWidth = cowmmu_pkg::VaVpnWidth - 9;

  if (Entries == 0) begin : gen_check
    $error("page_walk_cache: at least an entry a level");
  end

  logic [All-1:0]                   valid_q, valid_d, global_q, protected_q;
  logic [PrefixWidth-1:0]           prefix_q [All];
  logic [cowmmu_pkg::AsidWidth-1:0] asid_q   [All];
  logic [cowmmu_pkg::PpnWidth-1:0]  frame_q  [All];

  // The address above what a table of the level translates.
  function automatic logic [PrefixWidth-1:0] prefix_of(
      input logic [cowmmu_pkg::VaVpnWidth-1:0] vpn, input int unsigned level);
    prefix_of = PrefixWidth'(vpn >> (9 * (level + 1)));
  endfunction

  function automatic logic [AllWidth-1:0] index_of(input logic [TableWidth-1:0] level,
                                                   input int unsigned way);
    index_of = AllWidth'(32'(level) * Entries + way);
  endfunction

  // ---- Look-up ----
  logic                  hit;
  logic [TableWidth-1:0] hit_level;
  logic [WayWidth-1:0]   hit_way;
  logic [AllWidth-1:0]   hit_index;

  // At most one entry of a level matches.
  always_comb begin
    hit = 1'b0;
    hit_level = '0;
    hit_way = '0;
    for (int unsigned i = All; i > 0; i--) begin
      if (look_valid_i && valid_q[i-1] &&
          prefix_q[i-1] == prefix_of(look_vpn_i, (i - 1) / Entries) &&
          (global_q[i-1] || asid_q[i-1] == look_asid_i)) begin
        hit = 1'b1;
        hit_level = TableWidth'((i - 1) / Entries);
        hit_way = WayWidth'((i - 1) % Entries);
      end
    end
  end
  assign hit_index = index_of(hit_level, 32'(hit_way));
  assign look_hit_o = hit;
  assign look_point_o =
      hit ? {frame_q[hit_index], cowmmu_pkg::LevelWidth'(hit_level), global_q[hit_index],
             protected_q[hit_index]} : '0;

  // ---- Fill ----
  logic [TableWidth-1:0]  fill_level;
  logic [PrefixWidth-1:0] fill_prefix;
  logic [WayWidth-1:0]    fill_way, victim;
  logic [AllWidth-1:0]    fill_index;
  logic [Entries-1:0]     same;  // the same prefix in a space that the new one serves
  logic [Entries-1:0]     level_valid;

  assign fill_level = TableWidth'(fill_point_i.level);
  assign fill_prefix = prefix_of(fill_vpn_i, 32'(fill_level));
  assign fill_index = index_of(fill_level, 32'(fill_way));

  always_comb begin
    same = '0;
    level_valid = '0;
    if (fill_valid_i) begin
      for (int unsigned w = 0; w < Entries; w++) begin
        level_valid[w] = valid_q[index_of(fill_level, w)];
        same[w] = level_valid[w] && prefix_q[index_of(fill_level, w)] == fill_prefix &&
                  (global_q[index_of(fill_level, w)] || fill_point_i.is_global ||
                   asid_q[index_of(fill_level, w)] == fill_asid_i);
      end
    end
  end

  logic unused_evict;
  tlb_place #(
    .Ways(Entries)
  ) u_place (
    .free_i  (~level_valid | same),
    .victim_i(victim),
    .way_o   (fill_way),
    .evict_o (unused_evict)
  );

  // ---- State ----
  always_comb begin
    valid_d = valid_q;
    if (fill_valid_i) begin
      for (int unsigned w = 0; w < Entries; w++) begin
        if (same[w]) valid_d[index_of(fill_level, w)] = 1'b0;
      end
      valid_d[fill_index] = 1'b1;
    end
    if (fence_valid_i && fence_i.all_addresses) begin
      for (int unsigned i = 0; i < All; i++) begin
        if (fence_i.all_asids || (!global_q[i] && asid_q[i] == fence_i.asid)) valid_d[i] = 1'b0;
      end
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
    if (fill_valid_i) begin
      prefix_q[fill_index] <= fill_prefix;
      asid_q[fill_index] <= fill_asid_i;
      global_q[fill_index] <= fill_point_i.is_global;
      protected_q[fill_index] <= fill_point_i.write_protected;
      frame_q[fill_index] <= fill_point_i.frame;
    end
  end

  tlb_recency #(
    .Sets(TableLevels),
    .Ways(Entries)
  ) u_recency (
    .clk_i,
    .rst_ni,
    .use_i     (hit),
    .use_set_i (hit_level),
    .use_way_i (hit_way),
    .fill_i    (fill_valid_i),
    .fill_set_i(fill_level),
    .fill_way_i(fill_way),
    .victim_o  (victim)
  );

  logic unused;
  assign unused = ^fence_i.vpn;

`ifdef PROVE_page_walk_cache
  `include "page_walk_cache_properties.svh"
`endif

endmodule
