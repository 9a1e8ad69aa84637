// SPDX-License-Identifier: Apache-2.0
// OsMutants: a test-only seam. Each flag breaks one rule of docs/ (os.md's eight points) at exactly
// one place of the code; the tests show that an oracle notices. Production passes no mutants.
#pragma once

namespace cowmmu {

struct OsMutants {
  bool no_flush_after_fork = false;
  bool flush_local_only = false;
  bool set_before_ack = false;           // a COW remap writes the new PTE, then flushes
  bool plain_store_to_live_pte = false;  // loses a hardware A or D update
  bool free_before_ack = false;
  bool no_refcount = false;  // fork shares without counting
  bool cow_not_cleared_on_reuse = false;
  bool protect_makes_shared_writable = false;
  bool table_freed_during_walk = false;  // tables go before their flush
  bool address_fences_only_after_table = false;
};

}  // namespace cowmmu
