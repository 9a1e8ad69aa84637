// SPDX-License-Identifier: Apache-2.0
#include "formulas.h"

namespace cowmmu::formulas {
namespace {

// What a fork does under every policy.
constexpr Term kFork[] = {
    {2, Count::kOne, "system call in and out"},
    {2, Count::kOne, "pid: load, store"},
    {5, Count::kOne, "child's root: allocate (3 of the cache's list, 2 of the descriptor)"},
    {64, Count::kOne, "child's root: zero 64 lines"},
    {24, Count::kOne, "three lines of the new address space, a store a word"},
    {2, Count::kOne, "the mapping: load the parent's, store the child's"},
    {1, Count::kPages, "load the parent's PTE"},
    {1, Count::kTables, "load the parent's entry that leads to the table"},
    {70, Count::kTables, "child's table: allocate 5, zero 64, store the entry that leads to it"},
    {1, Count::kUpper, "find the child's leaf table: a load a level above it"},
    {2, Count::kOne, "store the process's and the thread's node"},
    {1, Count::kHarts, "load each run queue's length: where will the child run?"},
    {3, Count::kOne, "publish: store process, parent, thread list"},
    {6, Count::kOne, "run queue: push 4, length 2"},
    {2, Count::kElsewhere, "wake the other hart: atomic on its event word, send an IPI"},
    {34, Count::kRefills, "refill the hart's frame cache (a block of 32)"},
};
constexpr Term kShare[] = {
    {1, Count::kPages, "atomic on the frame's counts"},
    {1, Count::kPages, "store the descriptor: no longer exclusive"},
    {1, Count::kPages, "atomic on the parent's PTE: read-only and COW"},
    {1, Count::kPages, "store the child's PTE"},
};
constexpr Term kCopy[] = {
    {5, Count::kPages, "allocate the child's frame"},
    {128, Count::kPages, "copy: read 64 lines, write 64"},
    {1, Count::kPages, "store the child's PTE"},
};

constexpr Term kLocalFlush[] = {
    {1, Count::kOne, "load the set of harts that ran the address space"},
    {1, Count::kFences, "fence"},
};

constexpr Term kShootdown[] = {
    {1, Count::kOne, "store the request's head"},
    {2, Count::kRanges, "store a range of the request"},
    {1, Count::kOne, "store the number of acknowledgements awaited"},
    {2, Count::kTargets,
     "atomic on the target's mailbox; its IPI, sent and delivered in one cycle"},
    {1, Count::kOne, "last target: interrupt entry"},
    {1, Count::kOne, "target: atomic on its mailbox"},
    {1, Count::kOne, "target: load the request's head"},
    {2, Count::kRanges, "target: load a range"},
    {1, Count::kFences, "target: fence"},
    {1, Count::kOne, "target: atomic on the acknowledgements"},
    {1, Count::kOne, "initiator: load them once more, and see 0"},
    {1, Count::kPoll, "initiator: it slept, and learns of the store a cycle later"},
};

constexpr Term kFault[] = {
    {2, Count::kOne, "trap in and out"},
    {1, Count::kOne, "load the mapping"},
    {1, Count::kLevels, "find the PTE: a load a level"},
    {5, Count::kOne, "allocate a frame"},
    {128, Count::kOne, "copy: read 64 lines, write 64"},
    {1, Count::kOne, "atomic: clear the PTE"},
    {1, Count::kOne, "load the set of harts that ran the address space"},
    {1, Count::kOne, "fence"},
    {1, Count::kOne, "store the new PTE"},
    {1, Count::kOne, "atomic on the old frame's counts"},
    {34, Count::kRefills, "refill the hart's frame cache (a block of 32)"},
};
constexpr Term kMayKeep[] = {
    {1, Count::kOne, "load the frame's counts: is this the last sharer?"},
};

constexpr Term kDmaCopy[] = {
    {1, Count::kOne, "the descriptor on its way"},
    {1, Count::kOne, "engine: from the descriptor to the read of the first line"},
    {63, Count::kOne, "to the read of the last line, one a cycle"},
    {1, Count::kOne, "last line: its read"},
    {1, Count::kOne, "last line: from the answer to the write"},
    {1, Count::kOne, "last line: its write"},
    {1, Count::kOne, "from the write's end to done"},
    {1, Count::kOne, "store the completion word"},
    {1, Count::kOne, "the hart slept, and learns of the store a cycle later"},
    {1, Count::kOne, "load the completion word"},
};

constexpr Term kPlainStore[] = {
    {2, Count::kOne, "look up L1 and L2 TLB"},
    {1, Count::kLevels, "walk: a load a level"},
    {1, Count::kOne, "the store"},
};
constexpr Term kFaultingStore[] = {
    {2, Count::kOne, "look up L1 and L2 TLB"},
    {1, Count::kLevels, "walk: a load a level, and the last PTE says read-only"},
    {2, Count::kOne, "again after the fault: look up L1 and L2 TLB"},
    {1, Count::kLevels, "again: walk"},
    {1, Count::kOne, "the store"},
};

constexpr Term kExit[] = {
    {2, Count::kOne, "load the set of harts that ran the address space, fence it whole"},
    {1, Count::kPages, "load the PTE"},
    {1, Count::kPages, "store 0 there"},
    {1, Count::kPages, "atomic on the frame's counts"},
    {1, Count::kTables, "load the entry that leads to the table, looking for pages"},
    {1, Count::kTables, "load it again, looking for tables"},
    {1, Count::kTables, "store 0 there"},
    {4, Count::kTables, "free the table: load its descriptor, 3 of the cache's list"},
    {4, Count::kFreed, "free the frame, likewise"},
    {4, Count::kOne, "free the root"},
    {1, Count::kOne, "store the process's node: a zombie"},
    {1, Count::kOne, "load the parent's"},
    {1, Count::kOne, "store the parent's: it waits, and takes the zombie"},
};

}  // namespace

std::string_view name_of(Policy policy) {
  return policy == Policy::kEager ? "eager" : policy == Policy::kTextbook ? "textbook" : "cow";
}

Formula fork(Policy policy) {
  if (policy == Policy::kEager) return {"fork, eager", kFork, kCopy};
  return {"fork, cow and textbook", kFork, kShare};
}
Formula local_flush() { return {"fork's flush, no other hart", kLocalFlush}; }
Formula shootdown() { return {"shootdown of sleeping harts", kShootdown}; }
Formula cow_fault(Policy policy) {
  if (policy == Policy::kTextbook) return {"COW fault, textbook", kFault};
  return {"COW fault, cow", kFault, kMayKeep};
}
Formula dma_copy() { return {"page copy by the engine", kDmaCopy}; }
Formula plain_store() { return {"store, page writable", kPlainStore}; }
Formula faulting_store() { return {"store, beside its COW fault", kFaultingStore}; }
Formula exit() { return {"exit", kExit}; }

std::vector<Formula> all() {
  return {fork(Policy::kEager),
          fork(Policy::kCow),
          local_flush(),
          shootdown(),
          cow_fault(Policy::kCow),
          cow_fault(Policy::kTextbook),
          dma_copy(),
          plain_store(),
          faulting_store(),
          exit()};
}

}  // namespace cowmmu::formulas
