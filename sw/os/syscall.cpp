// SPDX-License-Identifier: Apache-2.0
#include "os/syscall.h"

#include <array>

#include "os/syscall_table.h"

namespace cowmmu {
namespace {

// The memory manager's calls: nothing to add but the space.
template <SysResult (MemoryManager::*call)(ICpu&, AddressSpace&, const Op&)>
SysReturn memory_call(KernelCore& core, ICpu& cpu, const Op& op) {
  return (core.sys.memory.*call)(cpu, space_of(core.current(cpu)), op);
}

SysReturn not_available(KernelCore&, ICpu&, const Op&) {
  return SysResult{0, SysError::kNotAvailable};
}

constexpr size_t kCalls = static_cast<size_t>(Sys::kSpawn) + 1;
using Table = std::array<SysHandler, kCalls>;

constexpr void set(Table& table, Sys number, SysHandler handler) {
  table[static_cast<size_t>(number)] = handler;
}

constexpr void add_memory(Table& table) {
  set(table, Sys::kMmap, memory_call<&MemoryManager::mmap>);
  set(table, Sys::kMunmap, memory_call<&MemoryManager::munmap>);
  set(table, Sys::kMprotect, memory_call<&MemoryManager::mprotect>);
  set(table, Sys::kMremap, memory_call<&MemoryManager::mremap>);
  set(table, Sys::kBrk, memory_call<&MemoryManager::brk>);
  set(table, Sys::kMadvise, memory_call<&MemoryManager::madvise>);
  set(table, Sys::kPin, memory_call<&MemoryManager::pin>);
  set(table, Sys::kUnpin, memory_call<&MemoryManager::unpin>);
  set(table, Sys::kPeek, memory_call<&MemoryManager::peek>);
  set(table, Sys::kPoke, memory_call<&MemoryManager::poke>);
  set(table, Sys::kKernelWrite, memory_call<&MemoryManager::kernel_write>);
  set(table, Sys::kKernelRead, memory_call<&MemoryManager::kernel_read>);
}

constexpr void add_threads(Table& table) {
  set(table, Sys::kFork, sys_fork);
  set(table, Sys::kVfork, sys_vfork);
  set(table, Sys::kExec, sys_exec);
  set(table, Sys::kExit, sys_exit);
  set(table, Sys::kWait, sys_wait);
  set(table, Sys::kThreadCreate, sys_thread_create);
  set(table, Sys::kThreadExit, sys_thread_exit);
  set(table, Sys::kYield, sys_yield);
  set(table, Sys::kMigrate, sys_migrate);
  set(table, Sys::kPark, sys_park);
  set(table, Sys::kUnpark, sys_unpark);
  set(table, Sys::kOrdered, sys_ordered);
  set(table, Sys::kMark, sys_mark);
  set(table, Sys::kRequestBegin, sys_request_begin);
  set(table, Sys::kRequestEnd, sys_request_end);
}

constexpr Table make_table() {
  Table table{};
  table.fill(not_available);
  add_memory(table);
  add_threads(table);
  return table;
}
constexpr Table kTable = make_table();

}  // namespace

void dispatch_syscall(KernelCore& core, ICpu& cpu, const Op& op) {
  Thread& thread = core.current(cpu);
  thread.call_began = cpu.now() - Cycles(core.cost().syscall) - core.call_entry();
  const SysHandler handler = op.number < kCalls ? kTable[op.number] : not_available;
  // `op` lives in the thread's context: where nothing is returned, both may be gone.
  const SysReturn result = handler(core, cpu, op);
  if (!result) return;
  thread.context.result = {result->value, static_cast<uint32_t>(result->error), cpu.now()};
  thread.context.pending = false;
}

}  // namespace cowmmu
