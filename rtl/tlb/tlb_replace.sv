// SPDX-License-Identifier: Apache-2.0
// tlb_replace: which way of a full set goes, and how a use changes that. Combinational; the state
// of each set is its owner's, who resets it to 0.
// True LRU: an age a way, 0 for the latest used; the ages are a permutation of 0 .. Ways-1. A way
//   keeps its age exclusive-or its number, so that the reset state is a permutation.
// Tree PLRU: a bit a node of a binary tree, which every use points away from the used way; ways
//   that are no power of two sit at the left, an absent subtree is never chosen.
// Parameters: Ways [1, 4096]; Plru. Twin: model/tlb/lru.cpp, plru.cpp. Tests: tests/rtl/tlb/.

module tlb_replace #(
  parameter int unsigned Ways = 4,
  parameter bit Plru = 1'b0,
  parameter int unsigned WayWidth = cowmmu_pkg::index_width(Ways),
  parameter int unsigned StateWidth = Plru ? 2 ** WayWidth : Ways * WayWidth
) (
  input  logic [StateWidth-1:0] state_i,
  input  logic                  use_i,
  input  logic [WayWidth-1:0]   way_i,
  output logic [StateWidth-1:0] state_o,  // after the use
  output logic [WayWidth-1:0]   victim_o  // before it
);

  if (Plru) begin : gen_plru
    // Node 1 is the root, nodes 2n and 2n + 1 are below n; bit 0 is not used.
    logic [31:0] node;
    logic [31:0] right;  // first way below the node's right child

    always_comb begin
      node = 32'd1;
      right = '0;
      for (int unsigned level = 0; level < WayWidth; level++) begin
        right = (((node << 1) | 32'd1) << (WayWidth - 1 - level)) - (32'd1 << WayWidth);
        node = (node << 1) | ((right < Ways) ? 32'(state_i[WayWidth'(node)]) : 32'd0);
      end
    end
    assign victim_o = WayWidth'(node);

    always_comb begin
      state_o = state_i;
      for (int unsigned level = 0; level < WayWidth; level++) begin
        if (use_i) begin
          state_o[WayWidth'((32'd1 << level) | (32'(way_i) >> (WayWidth - level)))] =
              ~way_i[WayWidth - 1 - level];
        end
      end
    end
  end else begin : gen_lru
    logic [WayWidth-1:0] used, age;

    always_comb begin
      victim_o = '0;
      for (int unsigned way = 0; way < Ways; way++) begin
        if (state_i[way*WayWidth +: WayWidth] == (WayWidth'(Ways - 1) ^ WayWidth'(way))) begin
          victim_o = WayWidth'(way);
        end
      end
    end

    always_comb begin
      used = state_i[32'(way_i)*WayWidth +: WayWidth] ^ way_i;
      age = '0;
      state_o = state_i;
      // The latest used stays so: nothing to do.
      if (use_i && used != '0) begin
        for (int unsigned way = 0; way < Ways; way++) begin
          age = state_i[way*WayWidth +: WayWidth] ^ WayWidth'(way);
          if (age < used) begin
            state_o[way*WayWidth +: WayWidth] = (age + WayWidth'(1)) ^ WayWidth'(way);
          end else if (age == used) begin
            state_o[way*WayWidth +: WayWidth] = WayWidth'(way);
          end
        end
      end
    end
  end

endmodule
