// SPDX-License-Identifier: Apache-2.0
// tlb_place: where in its set a new translation goes: the lowest way that is free or holds what the
// new one replaces anyway, else the replacement policy's victim. Combinational.
// Parameters: Ways [1, 4096]. Twin: TlbArray::make_room_for. Tests: tests/rtl/tlb/.

module tlb_place #(
  parameter int unsigned Ways = 4,
  parameter int unsigned WayWidth = cowmmu_pkg::index_width(Ways)
) (
  input  logic [Ways-1:0]     free_i,
  input  logic [WayWidth-1:0] victim_i,
  output logic [WayWidth-1:0] way_o,
  output logic                evict_o  // the victim goes
);

  always_comb begin
    way_o = victim_i;
    for (int unsigned i = Ways; i > 0; i--) begin
      if (free_i[i-1]) way_o = WayWidth'(i - 1);
    end
  end

  assign evict_o = !(|free_i);

endmodule
