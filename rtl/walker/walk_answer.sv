// SPDX-License-Identifier: Apache-2.0
// walk_answer: what a slot that is at its end answers; 0 without one. Of a leaf as it stands in
// memory, less W where a table on the way is write-protected.
// Combinational. Twin: WalkSlot::result in model/walker/walk_slot.h.

module walk_answer (
  input  logic                       valid_i,
  input  cowmmu_pkg::walk_slot_t     slot_i,
  output cowmmu_pkg::walk_response_t answer_o
);

  localparam int unsigned FlagsWidth = cowmmu_pkg::FlagsWidth;

  always_comb begin
    answer_o = '0;
    if (valid_i) begin
      answer_o.id = slot_i.request.id;
      if (slot_i.fault == cowmmu_pkg::FaultNone) begin
        answer_o.leaf = {slot_i.pte[cowmmu_pkg::PteWidth-1:FlagsWidth],
                         cowmmu_pkg::effective(slot_i.pte[FlagsWidth-1:0],
                                               slot_i.at.write_protected)};
        answer_o.level = slot_i.at.level;
        answer_o.is_global = slot_i.at.is_global || slot_i.pte[cowmmu_pkg::PteG];
      end else if (slot_i.fault == cowmmu_pkg::FaultAccess) begin
        answer_o.cause = cowmmu_pkg::access_fault(slot_i.request.access);
      end else begin
        answer_o.cause = cowmmu_pkg::page_fault(slot_i.request.access);
      end
    end
  end

  logic unused;
  assign unused = ^{slot_i.state, slot_i.due, slot_i.stale, slot_i.swap, slot_i.lead,
                    slot_i.request, slot_i.at, slot_i.missing};

endmodule
