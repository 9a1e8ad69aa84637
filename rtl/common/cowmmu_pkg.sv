// SPDX-License-Identifier: Apache-2.0
// cowmmu_pkg: the parameters of this build and the types that blocks exchange. One package for all
// of rtl/, because in Yosys 0.23 a package cannot refer to another one.
// Twins: model/params/*.def, model/tlb/tlb_entry.h, Fence in model/base/paging.h, the types of
// model/walker/.

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

  // A design uses some of these only.
  /* verilator lint_off UNUSEDPARAM */
  // satp.MODE, and what a translation is for.
  localparam int unsigned ModeWidth   = 4;
  localparam int unsigned AccessWidth = 2;
  localparam logic [ModeWidth-1:0]   ModeSv39    = 4'd8;
  localparam logic [ModeWidth-1:0]   ModeSv48    = 4'd9;
  localparam logic [ModeWidth-1:0]   ModeSv57    = 4'd10;
  localparam logic [AccessWidth-1:0] AccessLoad  = 2'd0;
  localparam logic [AccessWidth-1:0] AccessStore = 2'd1;
  localparam logic [AccessWidth-1:0] AccessFetch = 2'd2;

  // Bits of a PTE.
  localparam int unsigned PteWidth = 64;
  localparam int unsigned PteV = 0;
  localparam int unsigned PteR = 1;
  localparam int unsigned PteW = 2;
  localparam int unsigned PteX = 3;
  localparam int unsigned PteU = 4;
  localparam int unsigned PteG = 5;
  localparam int unsigned PteA = 6;
  localparam int unsigned PteD = 7;
  localparam int unsigned PtePpn = 10;
  localparam int unsigned PteReserved = 54;  // and all above, but for N
  localparam int unsigned PteWriteProtect = 54;  // where a strap says so: in a non-leaf PTE
  localparam int unsigned PteN = 63;

  localparam int unsigned HartWidth = 6;  // up to 64 harts

  // Walker.
  localparam int unsigned WalkStateWidth = 3;
  localparam logic [WalkStateWidth-1:0] WalkIdle   = 3'd0;
  localparam logic [WalkStateWidth-1:0] WalkJoin   = 3'd1;  // another slot reads its PTEs
  localparam logic [WalkStateWidth-1:0] WalkLook   = 3'd2;  // on the way to the walk caches
  localparam logic [WalkStateWidth-1:0] WalkSend   = 3'd3;  // offers a PTE read or its update
  localparam logic [WalkStateWidth-1:0] WalkWait   = 3'd4;  // for its response
  localparam logic [WalkStateWidth-1:0] WalkAnswer = 3'd5;  // fills, then offers the answer

  localparam int unsigned FaultWidth = 2;
  localparam logic [FaultWidth-1:0] FaultNone   = 2'd0;
  localparam logic [FaultWidth-1:0] FaultPage   = 2'd1;
  localparam logic [FaultWidth-1:0] FaultAccess = 2'd2;

  localparam int unsigned WalkSlotWidth = 4;   // up to 16 walks
  localparam int unsigned WalkIdWidth   = 4;
  localparam int unsigned LevelWidth    = 3;
  localparam int unsigned PaWidth       = PpnWidth + 12;
  localparam int unsigned LineAddrWidth = PpnWidth + 6;
  localparam int unsigned CauseWidth    = 4;   // of scause; 0, which no walk gives, is none

  // MMU: what answered a translation; 0 would be none of them (bare).
  localparam int unsigned FromWidth = 2;
  localparam logic [FromWidth-1:0] FromL1   = 2'd1;
  localparam logic [FromWidth-1:0] FromL2   = 2'd2;
  localparam logic [FromWidth-1:0] FromWalk = 2'd3;
  /* verilator lint_on UNUSEDPARAM */

  typedef struct packed {
    logic [WalkIdWidth-1:0] id;  // comes back with the answer
    logic [VaVpnWidth-1:0]  vpn;
    logic [AccessWidth-1:0] access;
    logic [ModeWidth-1:0]   mode;
    logic [AsidWidth-1:0]   asid;
    logic [PpnWidth-1:0]    root;
    logic                   supervisor;
    logic                   sum;
    logic                   mxr;
    logic                   adue;
  } walk_request_t;

  typedef struct packed {
    logic [WalkIdWidth-1:0] id;
    logic [CauseWidth-1:0]  cause;      // all below is 0 at a fault
    // As it stands in memory after the walk, less W under a write-protected table.
    logic [PteWidth-1:0]    leaf;
    logic [LevelWidth-1:0]  level;      // of the leaf
    logic                   is_global;  // G in the leaf or in any PTE above it
  } walk_response_t;

  // A PTE read, or its update by compare and swap.
  typedef struct packed {
    logic [WalkSlotWidth-1:0] slot;  // comes back with the response
    logic                     swap;
    logic [PaWidth-1:0]       pa;
    logic [PteWidth-1:0]      expected;  // of a swap
    logic [PteWidth-1:0]      desired;
  } walk_mem_req_t;

  typedef struct packed {
    logic [WalkSlotWidth-1:0] slot;
    logic [PteWidth-1:0]      pte;     // of a read
    logic                     stored;  // of a swap
  } walk_mem_rsp_t;

  // A table that a walk goes on in: its frame, the level of its PTEs, whether G and the
  // write-protect bit were set on the way.
  typedef struct packed {
    logic [PpnWidth-1:0]   frame;
    logic [LevelWidth-1:0] level;
    logic                  is_global;
    logic                  write_protected;
  } walk_point_t;

  // What a slot shows of itself.
  typedef struct packed {
    logic [WalkStateWidth-1:0] state;
    logic                      due;    // its state's time has come
    logic                      stale;  // a fence came since it began
    logic                      swap;   // WalkSend and WalkWait are of an update
    logic [WalkSlotWidth-1:0]  lead;   // of WalkJoin
    logic [FaultWidth-1:0]     fault;
    walk_request_t             request;
    walk_point_t               at;
    logic [PteWidth-1:0]       pte;      // the leaf, as it stands in memory
    logic [FlagsWidth-1:0]     missing;  // of A and D in it, for the access
  } walk_slot_t;

  // The CSR bits that decide a translation. As walk_request_t ends.
  typedef struct packed {
    logic [ModeWidth-1:0] mode;  // not bare
    logic [AsidWidth-1:0] asid;
    logic [PpnWidth-1:0]  root;
    logic                 supervisor;
    logic                 sum;
    logic                 mxr;
    logic                 adue;
  } mmu_state_t;

  // What a TLB says of a page.
  typedef struct packed {
    logic                  hit;
    logic [PpnWidth-1:0]   ppn;    // of the page; it and all below is 0 without a hit
    logic [FlagsWidth-1:0] flags;
  } mmu_found_t;

  typedef struct packed {
    logic [CauseWidth-1:0] cause;
    logic [PpnWidth-1:0]   ppn;   // of the page; 0 at a fault
    logic [FromWidth-1:0]  from;  // what answered, also a fault
  } mmu_answer_t;

  // What performance counters count: each is high for one cycle an event.
  typedef struct packed {
    logic l1i_look, l1i_hit, l1i_evict;
    logic l1d_look, l1d_hit, l1d_evict;
    logic l2_look, l2_hit, l2_evict;  // a look-up's at its answer
    logic walk;                       // the walker takes a request
    logic walk_join;                  // with walk: it joins a walk in flight
    logic walk_fault;                 // an answer of the walker that is a fault is taken
    logic pte_read, pte_swap;         // memory takes the request
  } mmu_events_t;

  // The topmost level of a paging mode.
  function automatic logic [LevelWidth-1:0] root_level(input logic [ModeWidth-1:0] mode);
    root_level = LevelWidth'(mode - 4'd6);
  endfunction

  // The flags of a leaf as they count.
  function automatic logic [FlagsWidth-1:0] effective(input logic [FlagsWidth-1:0] flags,
                                                      input logic write_protected);
    effective = flags;
    effective[PteW] = flags[PteW] && !write_protected;
  endfunction

  // Of an address's VPN bits from Sv39's topmost on: those above what the mode translates are equal
  // to the topmost that it does.
  function automatic logic is_canonical(input logic [ModeWidth-1:0] mode,
                                        input logic [VaVpnWidth-27:0] top);
    is_canonical = (mode == ModeSv39) ? ((&top) || !(|top)) :
                   (mode == ModeSv48) ? ((&top[VaVpnWidth-27:9]) || !(|top[VaVpnWidth-27:9])) :
                                        ((&top[VaVpnWidth-27:18]) || !(|top[VaVpnWidth-27:18]));
  endfunction

  // The exception code of an access's page fault, and of its access fault.
  function automatic logic [CauseWidth-1:0] access_fault(input logic [AccessWidth-1:0] access);
    access_fault = (access == AccessFetch) ? 4'd1 : (access == AccessLoad) ? 4'd5 : 4'd7;
  endfunction
  function automatic logic [CauseWidth-1:0] page_fault(input logic [AccessWidth-1:0] access);
    page_fault = (access == AccessFetch) ? 4'd12 : (access == AccessLoad) ? 4'd13 : 4'd15;
  endfunction

  // A page copy.
  typedef struct packed {
    logic [PpnWidth-1:0] src;
    logic [PpnWidth-1:0] dst;
  } copy_t;

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
