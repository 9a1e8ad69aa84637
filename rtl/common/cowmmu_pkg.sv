// SPDX-License-Identifier: Apache-2.0
// cowmmu_pkg: the parameters of this build and the types that blocks exchange. One package for all
// of rtl/, because in Yosys 0.23 a package cannot refer to another one.
// Twins: model/params/*.def, model/tlb/tlb_entry.h, Fence in model/base/paging.h.

package cowmmu_pkg;

  // Generated: a localparam for each parameter of the hardware.
  `include "cowmmu_params.svh"

  localparam int unsigned Levels = (MmuMode == MmuModeSv39) ? 3 : (MmuMode == MmuModeSv48) ? 4 : 5;

  localparam int unsigned VaVpnWidth = 52;          // of a 64-bit address, sign bits included
  localparam int unsigned VpnWidth   = 9 * Levels;  // of them, those that are translated
  localparam int unsigned PageSizes  = Levels + 1;  // a size a level, and Svnapot's 64 KiB
  localparam int unsigned SizeWidth  = 3;
  localparam int unsigned AsidWidth  = 16;
  localparam int unsigned PpnWidth   = 44;
  localparam int unsigned FlagsWidth = 8;           // PTE bits D A G U X W R V

  // A translation as a TLB holds it. Sizes: 4 KiB, 64 KiB, 2 MiB, 1 GiB, 512 GiB, 256 TiB.
  typedef struct packed {
    logic [VpnWidth-1:0]   vpn;        // first page of the region
    logic [SizeWidth-1:0]  size;
    logic [AsidWidth-1:0]  asid;       // the address space that walked it, also if global
    logic                  is_global;  // G in the leaf or in any PTE above it
    logic [PpnWidth-1:0]   ppn;        // first frame of the region
    logic [FlagsWidth-1:0] flags;
  } entry_t;

  // sfence.vma: all_addresses is rs1 = x0, all_asids is rs2 = x0.
  typedef struct packed {
    logic                  all_addresses;
    logic                  all_asids;
    logic [VaVpnWidth-1:0] vpn;
    logic [AsidWidth-1:0]  asid;
  } fence_t;

  // Bits that number `count` things, at least one.
  function automatic int unsigned index_width(input int unsigned count);
    index_width = (count <= 2) ? 1 : $clog2(count);
  endfunction

  // log2 of a region's 4 KiB pages.
  function automatic int unsigned size_shift(input int unsigned size);
    size_shift = (size == 0) ? 0 : (size == 1) ? 4 : 9 * (size - 1);
  endfunction

  // The VPN bits that a region passes through.
  function automatic logic [VpnWidth-1:0] size_mask(input logic [SizeWidth-1:0] size);
    size_mask = '0;
    for (int unsigned s = 0; s < PageSizes; s++) begin
      if (size == SizeWidth'(s)) size_mask = (VpnWidth'(1) << size_shift(s)) - VpnWidth'(1);
    end
  endfunction

  // Of an address's VPN bits above the translated ones, and the topmost of those: whether they are
  // its sign.
  function automatic logic is_sign(input logic [VaVpnWidth-VpnWidth:0] top);
    is_sign = (&top) || !(|top);
  endfunction

endpackage
