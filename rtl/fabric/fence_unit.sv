// SPDX-License-Identifier: Apache-2.0
// fence_unit: the receiving end of remote fences at one hart. It lets the operation that uses a
// translation end, hands the fence to the TLBs, and acknowledges when they are done. It fences
// nothing itself.
// Timing: a fence accepted at edge N - 1 has arrived at N: it is offered to the TLBs in the first
//   cycle from the one that ends at N on in which use_i is low and the fence before it is done. So
//   one fence follows the other without a cycle between them. Done in the cycle that ends at edge D
//   (mmu_fence_done_i) -> acknowledged from the one that ends at D + 1 on.
//   fence_ready_o low: a fence waits here and is not handed over in this cycle.
//   While an acknowledgement is not taken one more fence can be done; the one after that is not
//   offered to the TLBs.
// Use: an operation that begins at edge B and ends at edge E has use_i high in the cycles that end
//   at B + 1 to E - 1. None begins at the edge of a cycle with hold_o: from the arrival of a fence
//   until all that have arrived are done.
// Ordering: fences and acknowledgements as they arrived. mmu_fence_done_i of another's fence is not
//   heard. What is offered stays until accepted, if use_i rises only as said.
// Reset: nothing waits, no acknowledgement. busy_o low and no valid high: no register changes.
// Parameters: HartWidth [1, 16] bits of a hart number.
// Twin: model/fabric/timed_fence_unit.h (differences: none). Tests: tests/rtl/fabric/.

module fence_unit #(
  parameter int unsigned HartWidth = cowmmu_pkg::HartWidth
) (
  input  logic                 clk_i,
  input  logic                 rst_ni,

  input  logic                 fence_valid_i,
  output logic                 fence_ready_o,
  input  cowmmu_pkg::fence_t   fence_i,
  input  logic [HartWidth-1:0] fence_from_i,

  input  logic                 use_i,   // an operation has its translation and is not at its end
  output logic                 hold_o,  // no operation may begin

  output logic                 mmu_fence_valid_o,
  input  logic                 mmu_fence_ready_i,
  output cowmmu_pkg::fence_t   mmu_fence_o,
  input  logic                 mmu_fence_done_i,

  output logic                 ack_valid_o,
  input  logic                 ack_ready_i,
  output logic [HartWidth-1:0] ack_from_o,

  output logic                 busy_o
);

  // A fence waits, runs in the TLBs, and is acknowledged; while the acknowledgement before it is not
  // taken it is ready, and still in the way of the next one.
  logic                 waiting_q, running_q, ready_q, ack_q;
  cowmmu_pkg::fence_t   fence_q;
  logic [HartWidth-1:0] waiting_from_q, running_from_q, ack_from_q;

  logic arrive, hand_over, done, acknowledge;

  assign arrive = fence_valid_i && fence_ready_o;
  assign hand_over = mmu_fence_valid_o && mmu_fence_ready_i;
  assign done = ready_q || (running_q && mmu_fence_done_i);
  assign acknowledge = done && (!ack_q || ack_ready_i);

  assign mmu_fence_valid_o =
      waiting_q && !use_i && (acknowledge || (!running_q && !ready_q));
  assign mmu_fence_o = fence_q;
  assign fence_ready_o = !waiting_q || hand_over;
  assign hold_o = waiting_q || (running_q && !mmu_fence_done_i);
  assign ack_valid_o = ack_q;
  assign ack_from_o = ack_from_q;
  assign busy_o = waiting_q || running_q || ready_q || ack_q;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      waiting_q <= 1'b0;
      running_q <= 1'b0;
      ready_q <= 1'b0;
      ack_q <= 1'b0;
    end else begin
      waiting_q <= arrive || (waiting_q && !hand_over);
      running_q <= hand_over || (running_q && !mmu_fence_done_i);
      ready_q <= done && !acknowledge;
      ack_q <= acknowledge || (ack_q && !ack_ready_i);
    end
  end

  always_ff @(posedge clk_i) begin
    if (arrive) begin
      fence_q <= fence_i;
      waiting_from_q <= fence_from_i;
    end
    if (hand_over) running_from_q <= waiting_from_q;
    if (acknowledge) ack_from_q <= running_from_q;
  end

`ifdef PROVE_fence_unit
  `include "fence_unit_properties.svh"
`endif

endmodule
