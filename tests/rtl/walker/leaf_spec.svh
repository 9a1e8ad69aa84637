// SPDX-License-Identifier: Apache-2.0
// For the proofs of the walker: what a leaf PTE must not lack, as a list of what forbids an access
// (privileged spec, "Virtual Address Translation Process", steps 3 to 7, and Svnapot).

// `how`: supervisor, SUM, MXR.
function automatic logic spec_forbids(input logic [63:0] pte, input logic [1:0] access,
                                      input logic [2:0] how);
  spec_forbids =
      (access == cowmmu_pkg::AccessFetch && !pte[3]) ||
      (access == cowmmu_pkg::AccessStore && !pte[2]) ||
      (access == cowmmu_pkg::AccessLoad && !pte[1] && !(how[0] && pte[3])) ||
      (!pte[4] && !how[2]) ||
      (pte[4] && how[2] && !how[1]) ||
      (pte[4] && how[2] && access == cowmmu_pkg::AccessFetch);
endfunction

// The leaf as it counts: below a write-protected table it lacks W.
function automatic logic [63:0] spec_counts(input logic [63:0] pte, input logic write_protected);
  spec_counts = write_protected ? (pte & ~64'h4) : pte;
endfunction

function automatic logic spec_lacks_ad(input logic [63:0] pte, input logic [1:0] access);
  spec_lacks_ad = !pte[6] || (!pte[7] && access == cowmmu_pkg::AccessStore);
endfunction

function automatic logic spec_is_no_leaf(input logic [63:0] pte, input logic [2:0] level);
  spec_is_no_leaf =
      !pte[0] || (pte[2] && !pte[1]) || (!pte[1] && !pte[3]) || pte[62:54] != 9'd0 ||
      (pte[63] && (level != 3'd0 || pte[13:10] != 4'b1000)) ||
      (!pte[63] && level == 3'd1 && pte[18:10] != 9'd0) ||
      (!pte[63] && level == 3'd2 && pte[27:10] != 18'd0) ||
      (!pte[63] && level == 3'd3 && pte[36:10] != 27'd0) ||
      (!pte[63] && level == 3'd4 && pte[45:10] != 36'd0);
endfunction
