// SPDX-License-Identifier: Apache-2.0
// pte_rule: what a PTE means where it stands, whoever asks (privileged spec, "Virtual Address
// Translation Process", steps 3, 4 and 6; Svnapot on, PBMTE 0). Neither output: a page fault.
// Combinational. Twin: model/walker/pte_rule.h. Tests: tests/rtl/walker/.

module pte_rule (
  input  logic [cowmmu_pkg::PteWidth-1:0]   pte_i,
  input  logic [cowmmu_pkg::LevelWidth-1:0] level_i,
  input  logic                              hier_i,  // a pointer has a write-protect bit
  output logic                              pointer_o,
  output logic                              leaf_o
);

  localparam int unsigned PpnWidth = cowmmu_pkg::PpnWidth;
  localparam int unsigned LevelWidth = cowmmu_pkg::LevelWidth;

  logic                wellformed, leaf, napot, placed, protects;
  logic [PpnWidth-1:0] ppn;

  assign ppn = pte_i[cowmmu_pkg::PtePpn +: PpnWidth];
  assign napot = pte_i[cowmmu_pkg::PteN];
  assign wellformed = pte_i[cowmmu_pkg::PteV] &&
                      (pte_i[cowmmu_pkg::PteR] || !pte_i[cowmmu_pkg::PteW]) &&
                      pte_i[cowmmu_pkg::PteN-1:cowmmu_pkg::PteReserved+1] == '0 &&
                      (!pte_i[cowmmu_pkg::PteWriteProtect] || protects);
  assign protects = hier_i && !leaf;
  assign leaf = pte_i[cowmmu_pkg::PteR] || pte_i[cowmmu_pkg::PteW] || pte_i[cowmmu_pkg::PteX];

  // A leaf's frame must be aligned to its page; the only Svnapot page is 64 KiB at level 0.
  always_comb begin
    placed = 1'b1;
    for (int unsigned l = 1; l < cowmmu_pkg::Levels; l++) begin
      if (level_i == LevelWidth'(l)) placed = (ppn & ((PpnWidth'(1) << (9 * l)) - 1'b1)) == '0;
    end
    if (napot) placed = level_i == '0 && ppn[3:0] == 4'h8;
  end

  assign leaf_o = wellformed && leaf && placed;
  // D, A, U and N are reserved in a pointer, and level 0 has none.
  assign pointer_o = wellformed && !leaf && level_i != '0 && !napot &&
                     !pte_i[cowmmu_pkg::PteD] && !pte_i[cowmmu_pkg::PteA] &&
                     !pte_i[cowmmu_pkg::PteU];

  // G counts elsewhere, RSW is software's.
  logic unused;
  assign unused = ^{pte_i[cowmmu_pkg::PteG], pte_i[cowmmu_pkg::PtePpn-1:cowmmu_pkg::PteD+1]};

endmodule
