// SPDX-License-Identifier: Apache-2.0
// slot_arbiter: which of the slots that want a channel gets it: round robin from the last one on;
// an offer that is not accepted is kept, as long as it stands.
// Timing: wants_i -> valid_o, slot_o in the same cycle. Reset: the last one is slot 0. No slot
//   wants: no register changes.
// Parameters: Slots [1, 16]. Twin: model/walker/slot_arbiter.h. Tests: tests/rtl/walker/.

module slot_arbiter #(
  parameter int unsigned Slots = 4
) (
  input  logic                                 clk_i,
  input  logic                                 rst_ni,
  input  logic [Slots-1:0]                     wants_i,
  input  logic                                 accept_i,
  output logic                                 valid_o,
  output logic [cowmmu_pkg::WalkSlotWidth-1:0] slot_o,
  output logic [Slots-1:0]                     kept_o  // it was offered and not accepted yet
);

  localparam int unsigned SlotWidth = cowmmu_pkg::WalkSlotWidth;

  logic [SlotWidth-1:0] last_q;
  logic                 kept_q;

  assign valid_o = |wants_i;

  // The lowest from the last one on; if there is none, the lowest of all.
  always_comb begin
    slot_o = '0;
    for (int unsigned i = Slots; i > 0; i--) begin
      if (wants_i[i-1]) slot_o = SlotWidth'(i - 1);
    end
    for (int unsigned i = Slots; i > 0; i--) begin
      if (wants_i[i-1] &&
          (SlotWidth'(i - 1) > last_q || (kept_q && SlotWidth'(i - 1) == last_q))) begin
        slot_o = SlotWidth'(i - 1);
      end
    end
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      last_q <= '0;
      kept_q <= 1'b0;
    end else if (valid_o) begin
      last_q <= slot_o;
      kept_q <= !accept_i;
    end
  end

  always_comb begin
    for (int unsigned i = 0; i < Slots; i++) kept_o[i] = kept_q && last_q == SlotWidth'(i);
  end

endmodule
