// SPDX-License-Identifier: Apache-2.0
// walk_entry: what a walk says to the TLBs and to a side. TLBs keep the region around the page asked
// for that its leaf maps (Svnapot: ppn[3:0] = 1000 stands for 16 pages, whose first has those bits
// clear); at a fault the entry means nothing.
// Combinational. Twin: TlbEntry::make in model/tlb/tlb_entry.h.

module walk_entry (
  input  cowmmu_pkg::walk_request_t  request_i,
  input  cowmmu_pkg::walk_response_t response_i,
  output cowmmu_pkg::entry_t         entry_o,
  output cowmmu_pkg::mmu_answer_t    answer_o
);

  localparam int unsigned VpnWidth = cowmmu_pkg::VpnWidth;
  localparam int unsigned PpnWidth = cowmmu_pkg::PpnWidth;
  localparam int unsigned InnerWidth = 9 * (cowmmu_pkg::Levels - 1);  // of the largest page
  localparam int unsigned SizeWidth = cowmmu_pkg::SizeWidth;

  logic [SizeWidth-1:0]  size;
  logic [VpnWidth-1:0]   vpn, mask;  // mask: the bits that the region passes through
  logic [PpnWidth-1:0]   leaf, first;
  logic [InnerWidth-1:0] inner_vpn;  // page of the region

  always_comb begin
    size = '0;
    if (response_i.leaf[cowmmu_pkg::PteN]) size = SizeWidth'(1);
    else if (response_i.level != '0) size = SizeWidth'(response_i.level) + SizeWidth'(1);
  end

  assign vpn = request_i.vpn[VpnWidth-1:0];
  assign mask = cowmmu_pkg::size_mask(size);
  assign leaf = response_i.leaf[cowmmu_pkg::PtePpn +: PpnWidth];
  // Yosys 0.23 takes ~W'(x) for (~W)'(x).
  assign first = leaf & ~(PpnWidth'(mask));
  assign entry_o = {vpn & ~mask, size, request_i.asid, response_i.is_global, first,
                    response_i.leaf[cowmmu_pkg::FlagsWidth-1:0]};
  assign inner_vpn = InnerWidth'(vpn & mask);
  assign answer_o = {response_i.cause,
                     (response_i.cause == '0) ? first | PpnWidth'(inner_vpn) : PpnWidth'(0),
                     cowmmu_pkg::FromWalk};

  logic unused;
  assign unused = ^{request_i.id, request_i.vpn, request_i.access, request_i.mode, request_i.root,
                    request_i.supervisor, request_i.sum, request_i.mxr, request_i.adue,
                    response_i.id, response_i.leaf};

endmodule
