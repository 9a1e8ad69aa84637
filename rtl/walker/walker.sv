// SPDX-License-Identifier: Apache-2.0
// walker: reads page tables (Sv39, Sv48, Sv57 by the request's satp.MODE, up to the levels of the
// build) for up to Walks requests at once, through the walk caches. It fills those, not the TLBs.
// Timing: request accepted at edge N -> its first PTE read is offered in the cycle that ends at
//   N + StartCycles + PwcCycles (an address that is not canonical is answered then, less
//   PwcCycles). A response of memory taken at edge R -> the next read or update, or the fault, is
//   offered in the cycle that ends at R + 1, the answer in the one that ends at R + 1 + FillCycles.
//   Several walks: one walk-cache look-up, one offer to memory and one answer a cycle, round robin
//   each. req_ready_o low: every slot is taken. Memory answers in any order, a cycle after its
//   request was accepted at the earliest, and is always heard.
//   What is offered stays until accepted, but for an answer that a fence makes void.
// Joining: a request for the page of a walk in flight, in the same satp, whose leaf is still to
//   come, takes a slot, reads nothing, and gets what that walk reads. From the leaf on each goes on
//   alone: it judges its own access, and sets A and D by its own compare-and-swap.
// Ordering: answers in any order. Of one edge: the look-up of the walk caches comes before their
//   fill, a new request after what ends then, and a fence after everything else.
// Fences: always accepted; each walk in flight becomes void: it reads and updates nothing that it
//   has not offered yet, and begins again where its next offer or answer was due. draining_o: there
//   is such a walk that has not begun again.
// Write-protected tables, where hier_i is high: as if every leaf below lacked W. Walk caches keep
//   the bit, and only a fence of all addresses orders it.
// Reset: nothing in flight, walk caches empty. busy_o low and no valid high: no register changes.
// Parameters: Walks [1, 16] requests; PwcEntries [1, 1024] a level; StartCycles [1, 32] and
//   PwcCycles [0, 8], together at least 2; FillCycles [0, 8] cycles.
// Twin: model/walker/timed_walker.h (differences: none). Tests: tests/rtl/walker/.

module walker #(
  parameter int unsigned Walks = cowmmu_pkg::WalkerWalks,
  parameter int unsigned PwcEntries = cowmmu_pkg::WalkerPwcEntries,
  parameter int unsigned StartCycles = cowmmu_pkg::WalkerStartCycles,
  parameter int unsigned PwcCycles = cowmmu_pkg::WalkerPwcCycles,
  parameter int unsigned FillCycles = cowmmu_pkg::WalkerFillCycles
) (
  input  logic                            clk_i,
  input  logic                            rst_ni,

  // Memory is the frames from the first on, below the second; constant.
  input  logic [cowmmu_pkg::PpnWidth-1:0] mem_begin_i,
  input  logic [cowmmu_pkg::PpnWidth-1:0] mem_end_i,
  // Bit 54 of a non-leaf PTE denies writes below it (hypothetical); constant.
  input  logic                            hier_i,

  input  logic                            req_valid_i,
  output logic                            req_ready_o,
  input  cowmmu_pkg::walk_request_t       req_i,
  output logic                            req_join_o,  // accepted, and joins a walk in flight

  output logic                            rsp_valid_o,
  input  logic                            rsp_ready_i,
  output cowmmu_pkg::walk_response_t      rsp_o,

  output logic                            mem_req_valid_o,
  input  logic                            mem_req_ready_i,
  output cowmmu_pkg::walk_mem_req_t       mem_req_o,
  input  logic                            mem_rsp_valid_i,
  input  cowmmu_pkg::walk_mem_rsp_t       mem_rsp_i,

  input  logic                            fence_valid_i,
  input  cowmmu_pkg::fence_t              fence_i,

  output logic                            draining_o,
  output logic                            busy_o
);

  localparam int unsigned SlotWidth = cowmmu_pkg::WalkSlotWidth;
  localparam int unsigned LevelWidth = cowmmu_pkg::LevelWidth;

  // Who uses a channel in this cycle. Each channel needs some of what a slot shows.
  /* verilator lint_off UNUSEDSIGNAL */
  cowmmu_pkg::walk_slot_t looking, hearing, sending, answering;
  /* verilator lint_on UNUSEDSIGNAL */
  localparam int unsigned ShownWidth = $bits(looking);

  logic [Walks*ShownWidth-1:0] shown;  // what each slot shows of itself
  logic [Walks-1:0] idle, joined, stale, wants_look, wants_send, wants_answer, kept;
  logic [Walks-1:0] can_lead, accept, go_on, read, swapped, sent, taken;

  // ---- Walk-cache look-up ----
  logic                    look;
  logic [SlotWidth-1:0]    look_slot;
  logic                    look_hit;
  cowmmu_pkg::walk_point_t look_point, look_at;
  logic [Walks-1:0]        unused_kept_look;

  slot_arbiter #(
    .Slots(Walks)
  ) u_look (
    .clk_i,
    .rst_ni,
    .wants_i (wants_look),
    .accept_i(1'b1),
    .valid_o (look),
    .slot_o  (look_slot),
    .kept_o  (unused_kept_look)
  );
  assign looking = shown[32'(look_slot)*ShownWidth +: ShownWidth];
  assign look_at = look_hit ? look_point
      : {looking.request.root, cowmmu_pkg::root_level(looking.request.mode), 2'b00};

  // ---- Response of memory ----
  logic                    heard, heard_read, pointer, leaf;
  cowmmu_pkg::walk_point_t read_at, next_at;

  assign hearing = shown[32'(mem_rsp_i.slot)*ShownWidth +: ShownWidth];
  assign heard = mem_rsp_valid_i && hearing.state == cowmmu_pkg::WalkWait;
  assign heard_read = heard && !hearing.swap;
  assign read_at = hearing.at;

  pte_rule u_pte (
    .pte_i    (mem_rsp_i.pte),
    .level_i  (read_at.level),
    .hier_i,
    .pointer_o(pointer),
    .leaf_o   (leaf)
  );
  assign next_at = {mem_rsp_i.pte[cowmmu_pkg::PtePpn +: cowmmu_pkg::PpnWidth],
                    read_at.level - LevelWidth'(1),
                    read_at.is_global || mem_rsp_i.pte[cowmmu_pkg::PteG],
                    read_at.write_protected || mem_rsp_i.pte[cowmmu_pkg::PteWriteProtect]};

  // What the walk caches learn: a pointer, unless it is of before a fence.
  logic                              learns;
  logic [cowmmu_pkg::VaVpnWidth-1:0] learns_vpn;
  logic [cowmmu_pkg::AsidWidth-1:0]  learns_asid;
  cowmmu_pkg::walk_point_t           learns_at;

  assign learns = heard_read && pointer && !hearing.stale && !fence_valid_i;
  assign learns_vpn = hearing.request.vpn;
  assign learns_asid = hearing.request.asid;
  assign learns_at = next_at;

  page_walk_cache #(
    .Entries(PwcEntries)
  ) u_pwc (
    .clk_i,
    .rst_ni,
    .look_valid_i(look),
    .look_vpn_i  (looking.request.vpn),
    .look_asid_i (looking.request.asid),
    .look_hit_o  (look_hit),
    .look_point_o(look_point),
    .fill_valid_i(learns),
    .fill_vpn_i  (learns_vpn),
    .fill_asid_i (learns_asid),
    .fill_point_i(learns_at),
    .fence_valid_i,
    .fence_i
  );

  // ---- Offer to memory ----
  logic [SlotWidth-1:0] send_slot;

  slot_arbiter #(
    .Slots(Walks)
  ) u_send (
    .clk_i,
    .rst_ni,
    .wants_i (wants_send),
    .accept_i(mem_req_ready_i),
    .valid_o (mem_req_valid_o),
    .slot_o  (send_slot),
    .kept_o  (kept)
  );
  assign sending = shown[32'(send_slot)*ShownWidth +: ShownWidth];

  logic [8:0]                      index;    // of the PTE in its table
  logic [cowmmu_pkg::PteWidth-1:0] updated;  // with what was missing

  always_comb begin
    index = '0;
    for (int unsigned l = 0; l < cowmmu_pkg::Levels; l++) begin
      if (sending.at.level == LevelWidth'(l)) index = sending.request.vpn[9*l +: 9];
    end
    updated = sending.pte;
    updated[cowmmu_pkg::FlagsWidth-1:0] =
        sending.pte[cowmmu_pkg::FlagsWidth-1:0] | sending.missing;
    mem_req_o = '0;
    if (mem_req_valid_o) begin
      mem_req_o = {send_slot, sending.swap, sending.at.frame, index, 3'b000,
                   sending.swap ? sending.pte : cowmmu_pkg::PteWidth'(0),
                   sending.swap ? updated : cowmmu_pkg::PteWidth'(0)};
    end
  end

  // ---- Answer ----
  logic [SlotWidth-1:0] answer_slot;
  logic [Walks-1:0]     unused_kept_answer;

  slot_arbiter #(
    .Slots(Walks)
  ) u_answer (
    .clk_i,
    .rst_ni,
    .wants_i (wants_answer),
    .accept_i(rsp_ready_i),
    .valid_o (rsp_valid_o),
    .slot_o  (answer_slot),
    .kept_o  (unused_kept_answer)
  );
  assign answering = shown[32'(answer_slot)*ShownWidth +: ShownWidth];

  walk_answer u_answer_of (
    .valid_i (rsp_valid_o),
    .slot_i  (answering),
    .answer_o(rsp_o)
  );

  // ---- Requests ----
  logic [SlotWidth-1:0] lead;

  assign req_ready_o = |idle;
  assign req_join_o = req_valid_i && req_ready_o && (|can_lead);
  assign accept = (req_valid_i ? idle : '0) & (~idle + Walks'(1));  // the lowest idle slot

  always_comb begin
    lead = '0;
    for (int unsigned i = Walks; i > 0; i--) begin
      if (can_lead[i-1]) lead = SlotWidth'(i - 1);
    end
  end

  assign busy_o = !(&idle);
  assign draining_o = |(stale & ~idle & ~joined);

  // ---- Slots ----
  // One after the other: a slot, and the one whose walk it waits for or leads.
  /* verilator lint_off UNUSEDSIGNAL */
  cowmmu_pkg::walk_slot_t self, first;
  /* verilator lint_on UNUSEDSIGNAL */
  logic [Walks*SlotWidth-1:0] first_slot;
  logic [Walks-1:0]           first_stale, looks, hears;

  always_comb begin
    for (int unsigned i = 0; i < Walks; i++) begin
      self = shown[i*ShownWidth +: ShownWidth];
      idle[i] = self.state == cowmmu_pkg::WalkIdle;
      joined[i] = self.state == cowmmu_pkg::WalkJoin;
      stale[i] = self.stale;
      wants_look[i] = self.state == cowmmu_pkg::WalkLook && self.due;
      wants_send[i] =
          self.state == cowmmu_pkg::WalkSend && self.due && (!self.stale || kept[i]);
      wants_answer[i] = self.state == cowmmu_pkg::WalkAnswer && self.due && !self.stale;
      first_slot[i*SlotWidth +: SlotWidth] = joined[i] ? self.lead : SlotWidth'(i);
      first = shown[32'(first_slot[i*SlotWidth +: SlotWidth])*ShownWidth +: ShownWidth];
      first_stale[i] = first.stale;
    end
  end

  always_comb begin
    for (int unsigned i = 0; i < Walks; i++) begin
      looks[i] = look && first_slot[i*SlotWidth +: SlotWidth] == look_slot;
      hears[i] = heard_read && first_slot[i*SlotWidth +: SlotWidth] == mem_rsp_i.slot;
      swapped[i] = heard && hearing.swap && mem_rsp_i.slot == SlotWidth'(i);
      sent[i] = mem_req_valid_o && mem_req_ready_i && send_slot == SlotWidth'(i);
      taken[i] = rsp_valid_o && rsp_ready_i && answer_slot == SlotWidth'(i);
    end
  end
  assign read = pointer ? '0 : hears;
  assign go_on = looks | (pointer ? hears : '0);

`ifdef FORMAL
  logic [32*Walks-1:0] proof_left;
`endif

  for (genvar i = 0; i < Walks; i++) begin : gen_slot
    walk_slot #(
      .StartCycles(StartCycles),
      .PwcCycles  (PwcCycles),
      .FillCycles (FillCycles)
    ) u_slot (
      .clk_i,
      .rst_ni,
      .mem_begin_i,
      .mem_end_i,
      .accept_i    (accept[i]),
      .request_i   (req_i),
      .join_i      (|can_lead),
      .lead_i      (lead),
      .can_lead_o  (can_lead[i]),
      .go_on_i     (go_on[i]),
      .read_i      (read[i]),
      .leaf_i      (leaf),
      .at_i        (looks[i] ? look_at : pointer ? next_at : read_at),
      .lead_stale_i(first_stale[i]),
      .swapped_i   (swapped[i]),
      .rsp_i       (mem_rsp_i),
      .sent_i      (sent[i]),
      .kept_i      (kept[i]),
      .taken_i     (taken[i]),
      .fence_i     (fence_valid_i),
      .slot_o      (shown[i*ShownWidth +: ShownWidth])
`ifdef FORMAL
      ,
      .left_o      (proof_left[i*32 +: 32])
`endif
    );
  end

`ifdef PROVE_walker
  `include "walker_properties.svh"
`endif

endmodule
