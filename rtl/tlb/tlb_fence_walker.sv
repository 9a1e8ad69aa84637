// SPDX-License-Identifier: Apache-2.0
// tlb_fence_walker: leads a fence through the sets of a set-associative TLB, one a cycle: all of
// them, or for an address the one in which each page size would stand.
// Timing: accepted at edge N (fence_valid_i & open_o) -> sets in the cycles after edges N, N + 1,
//   ...; done_o in the cycle that ends at edge N + its kind's cycles.
//   open_o is low from edge N until that last cycle.
// Reset: no fence. Parameters: Sets, a power of two; cycles of a fence of all, of an ASID (both above
//   Sets), of an address, of both (above the page sizes).
// Twin: model/tlb/timed_tlb.h. Tests: tests/rtl/tlb/.

module tlb_fence_walker #(
  parameter int unsigned Sets = 4,
  parameter int unsigned AddressCycles = 8,
  parameter int unsigned BothCycles = 8,
  parameter int unsigned AsidCycles = 8,
  parameter int unsigned AllCycles = 8,
  parameter int unsigned SetWidth = cowmmu_pkg::index_width(Sets)
) (
  input  logic                clk_i,
  input  logic                rst_ni,

  input  logic                fence_valid_i,
  input  cowmmu_pkg::fence_t  fence_i,
  output logic                open_o,
  output logic                done_o,

  output logic                set_valid_o,
  output logic [SetWidth-1:0] set_o,
  output cowmmu_pkg::fence_t  fence_o  // the one in progress
`ifdef FORMAL
  // For proofs about the TLB around it; hierarchical references are not to be had.
  ,
  output logic [31:0]         left_o,
  output logic [31:0]         step_o
`endif
);

  localparam int unsigned MostOfAll = (AllCycles > AsidCycles) ? AllCycles : AsidCycles;
  localparam int unsigned MostOfOne = (AddressCycles > BothCycles) ? AddressCycles : BothCycles;
  localparam int unsigned MostCycles = (MostOfAll > MostOfOne) ? MostOfAll : MostOfOne;
  localparam int unsigned CountWidth = $clog2(MostCycles + 1);

  if (AllCycles <= Sets || AsidCycles <= Sets || AddressCycles <= cowmmu_pkg::PageSizes ||
      BothCycles <= cowmmu_pkg::PageSizes) begin : gen_check
    $error("tlb_fence_walker: the fence's cycles must exceed the sets that it visits");
  end

  logic [CountWidth-1:0] left_q;   // cycles left, this one included; 0 without a fence
  logic [CountWidth-1:0] step_q;   // sets visited
  logic [CountWidth-1:0] steps, cycles;
  cowmmu_pkg::fence_t    fence_q;

  assign cycles = fence_i.all_addresses
      ? (fence_i.all_asids ? CountWidth'(AllCycles) : CountWidth'(AsidCycles))
      : (fence_i.all_asids ? CountWidth'(AddressCycles) : CountWidth'(BothCycles));
  assign open_o = left_q <= CountWidth'(1);
  assign done_o = left_q == CountWidth'(1);
  assign fence_o = fence_q;
  assign steps = fence_q.all_addresses ? CountWidth'(Sets) : CountWidth'(cowmmu_pkg::PageSizes);
  assign set_valid_o = left_q != '0 && step_q < steps;

  always_comb begin
    set_o = SetWidth'(step_q);
    if (!fence_q.all_addresses) begin
      for (int unsigned s = 0; s < cowmmu_pkg::PageSizes; s++) begin
        if (step_q == CountWidth'(s)) begin
          set_o = SetWidth'(fence_q.vpn >> cowmmu_pkg::size_shift(s));
        end
      end
    end
    if (Sets == 1) set_o = '0;
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      left_q <= '0;
      step_q <= '0;
    end else if (fence_valid_i && open_o) begin
      left_q <= cycles;
      step_q <= '0;
    end else if (left_q != '0) begin
      left_q <= left_q - CountWidth'(1);
      step_q <= set_valid_o ? step_q + CountWidth'(1) : step_q;
    end
  end

  always_ff @(posedge clk_i) begin
    if (fence_valid_i && open_o) fence_q <= fence_i;
  end

`ifdef FORMAL
  assign left_o = 32'(left_q);
  assign step_o = 32'(step_q);
`endif

endmodule
