// SPDX-License-Identifier: Apache-2.0
// MemoryCore: what the functions of the memory side work with. One a machine, inside MemoryManager.
// Each system call and each kind of fault is a free function in a file of its own.
#pragma once

#include <memory>
#include <optional>

#include "os/copy/i_copy_engine.h"
#include "os/fault/i_reuse_rule.h"
#include "os/fork/i_fork_policy.h"
#include "os/memory_services.h"
#include "os/page_table.h"
#include "os/shared_object.h"

namespace cowmmu {

struct MemoryCore {
  explicit MemoryCore(const MemoryServices& all);

  MemoryServices services;
  PageTables tables;
  ObjectTable objects;
  std::unique_ptr<ICopyEngine> copier;
  std::unique_ptr<IReuseRule> reuse;
  std::unique_ptr<IForkPolicy> fork;

  const PageDescriptors& descriptors() const { return services.frames.descriptors(); }
  bool mutant(bool OsMutants::*which) const { return services.mutants && services.mutants->*which; }
};

// The frame behind a leaf has an owner that counts: not so the zero page.
inline bool counted(Pte leaf) { return !leaf.has(Pte::kSpecial); }

// A frame for a private page: one reference, one map, exclusive. Phase fault.allocate.
std::optional<Ppn> allocate_page(MemoryCore& core, ICpu& cpu);
// Copies the bytes and counts it. `phase`: fault.copy or fork.copy.
void copy_page(MemoryCore& core, ICpu& cpu, Ppn dst, Ppn src, Phase phase);
// refcount -= 1, and free at zero: 1 atomic, then the allocator's free.
void drop(MemoryCore& core, ICpu& cpu, Ppn frame, uint64_t what = FrameCounts::kMapping);
// The mapping that a leaf is, where it counts.
void drop_mapping(MemoryCore& core, ICpu& cpu, Pte leaf);

// Every hart has let go of what the request names when this returns.
void flush(MemoryCore& core, ICpu& cpu, AddressSpace& space, const FlushRequest& request);
// This hart alone: where a page became more accessible, others at worst fault once too often.
inline void fence_page(ICpu& cpu, const AddressSpace& space, VirtAddr va) {
  cpu.fence(Fence::of_page(va, space.asid));
}

}  // namespace cowmmu
