// SPDX-License-Identifier: Apache-2.0
// access_rule: whether a leaf PTE permits an access, and which of A and D it lacks for it
// (privileged spec, "Virtual Address Translation Process", steps 5 and 7).
// Combinational. Twin: model/walker/access_rule.h. Tests: tests/rtl/walker/.

module access_rule (
  input  logic [cowmmu_pkg::FlagsWidth-1:0]  flags_i,
  input  logic [cowmmu_pkg::AccessWidth-1:0] access_i,
  input  logic                               supervisor_i,
  input  logic                               sum_i,  // supervisor loads and stores reach user pages
  input  logic                               mxr_i,  // loads reach executable pages
  output logic                               permitted_o,
  output logic [cowmmu_pkg::FlagsWidth-1:0]  missing_o
);

  logic fetch, store, may, reaches;

  assign fetch = access_i == cowmmu_pkg::AccessFetch;
  assign store = access_i == cowmmu_pkg::AccessStore;
  assign may = fetch ? flags_i[cowmmu_pkg::PteX] :
               store ? flags_i[cowmmu_pkg::PteW] :
                       flags_i[cowmmu_pkg::PteR] || (mxr_i && flags_i[cowmmu_pkg::PteX]);
  // A supervisor never fetches from a user page.
  assign reaches = supervisor_i ? !flags_i[cowmmu_pkg::PteU] || (sum_i && !fetch)
                                : flags_i[cowmmu_pkg::PteU];
  assign permitted_o = may && reaches;

  always_comb begin
    missing_o = '0;
    missing_o[cowmmu_pkg::PteA] = !flags_i[cowmmu_pkg::PteA];
    missing_o[cowmmu_pkg::PteD] = store && !flags_i[cowmmu_pkg::PteD];
  end

  logic unused;
  assign unused = ^{flags_i[cowmmu_pkg::PteG], flags_i[cowmmu_pkg::PteV]};

endmodule
