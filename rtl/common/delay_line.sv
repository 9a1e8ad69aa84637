// SPDX-License-Identifier: Apache-2.0
// delay_line: carries a request to its answer cycle; accepts one a cycle and never stalls.
// Timing: valid_i at edge N -> valid_o in the cycle that ends at edge N + Depth.
// Reset: empty. Parameters: Depth [1, 32] cycles; Width bits of payload.

module delay_line #(
  parameter int unsigned Depth = 1,
  parameter int unsigned Width = 1
) (
  input  logic             clk_i,
  input  logic             rst_ni,
  input  logic             valid_i,
  input  logic [Width-1:0] data_i,
  output logic             valid_o,
  output logic [Width-1:0] data_o,
  output logic             waiting_o  // something is in the line that is not at its end
);

  logic [Depth-1:0] valid_q;
  logic [Width-1:0] data_q [Depth];

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      valid_q <= '0;
    end else begin
      valid_q[0] <= valid_i;
      for (int unsigned i = 1; i < Depth; i++) valid_q[i] <= valid_q[i-1];
    end
  end

  // Payload moves with its valid bit only, so an idle line holds its registers.
  always_ff @(posedge clk_i) begin
    if (valid_i) data_q[0] <= data_i;
    for (int unsigned i = 1; i < Depth; i++) begin
      if (valid_q[i-1]) data_q[i] <= data_q[i-1];
    end
  end

  assign valid_o = valid_q[Depth-1];
  assign data_o  = data_q[Depth-1];

  if (Depth == 1) begin : gen_one
    assign waiting_o = 1'b0;
  end else begin : gen_many
    assign waiting_o = |valid_q[Depth-2:0];
  end

endmodule
