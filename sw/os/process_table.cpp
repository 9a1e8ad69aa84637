// SPDX-License-Identifier: Apache-2.0
#include "os/process_table.h"

#include <algorithm>
#include <utility>

namespace cowmmu {
namespace {

constexpr uint64_t kLastPidWord = 2;

}  // namespace

ProcessTable::ProcessTable(KernelArena& arena, const LockCosts& locks)
    : ProcessTable(arena, locks, arena.reserve_lines()) {}

ProcessTable::ProcessTable(KernelArena& arena, const LockCosts& locks, PhysAddr head)
    : lock(locks.spin(head)), arena_(arena), head_(head) {}

Pid ProcessTable::reserve_pid(ICpu& cpu) {
  LockGuard guard(cpu, lock);
  const PhysAddr last(head_.value + 8 * kLastPidWord);
  const Pid pid(cpu.load(last) + 1);
  cpu.store(last, pid.value);
  return pid;
}

std::unique_ptr<Process> ProcessTable::make_process(ICpu& cpu, Pid pid,
                                                    std::shared_ptr<SpaceUse> memory) {
  auto process = std::make_unique<Process>();
  process->pid = pid;
  process->node = arena_.allocate_line(cpu);
  process->memory = std::move(memory);
  process->end.process = pid;
  cpu.store(process->node, pid.value);
  return process;
}

std::unique_ptr<Thread> ProcessTable::make_thread(ICpu& cpu, Process& process,
                                                  std::unique_ptr<IProgram> program) {
  auto thread = std::make_unique<Thread>();
  thread->process = &process;
  thread->node = arena_.allocate_line(cpu);
  thread->program = std::move(program);
  thread->context.program = thread->program.get();
  cpu.store(thread->node, 0);
  return thread;
}

Process& ProcessTable::insert(ICpu& cpu, std::unique_ptr<Process> process, Process* parent) {
  Process& entry = *process;
  cpu.store(entry.node, entry.pid.value);
  if (parent != nullptr) {
    cpu.store(parent->node, parent->pid.value);
    entry.parent = parent->pid;
    parent->children.push_back(entry.pid);
  }
  ++alive_;
  processes_.emplace(entry.pid, std::move(process));
  return entry;
}

Thread& ProcessTable::insert(ICpu& cpu, std::unique_ptr<Thread> thread) {
  Thread& entry = *thread;
  Process& process = *entry.process;
  entry.tid = process.threads.empty() ? Tid(process.pid.value) : Tid(++last_tid_);
  cpu.store(process.node, process.pid.value);
  threads_.emplace(entry.tid, &entry);
  process.threads.push_back(std::move(thread));
  return entry;
}

Process* ProcessTable::find(ICpu& cpu, Pid pid) {
  const auto it = processes_.find(pid);
  if (it == processes_.end()) return nullptr;
  cpu.load(it->second->node);
  return it->second.get();
}

Thread* ProcessTable::find_thread(ICpu& cpu, Tid tid) {
  const auto it = threads_.find(tid);
  if (it == threads_.end()) return nullptr;
  cpu.load(it->second->node);
  return it->second;
}

std::unique_ptr<Thread> ProcessTable::take_thread(ICpu& cpu, Thread& thread) {
  Process& process = *thread.process;
  cpu.store(process.node, process.pid.value);
  threads_.erase(thread.tid);
  const auto it = std::ranges::find(process.threads, &thread, &std::unique_ptr<Thread>::get);
  std::unique_ptr<Thread> taken = std::move(*it);
  process.threads.erase(it);
  return taken;
}

const AddressSpace* ProcessTable::space_of(Pid pid) const {
  const auto it = processes_.find(pid);
  if (it == processes_.end() || it->second->memory == nullptr) return nullptr;
  return it->second->memory->space.get();
}

std::vector<const AddressSpace*> ProcessTable::spaces() const {
  std::vector<const AddressSpace*> all;
  for (const auto& [pid, process] : processes_) {
    const AddressSpace* space = space_of(pid);
    if (space != nullptr && std::ranges::find(all, space) == all.end()) all.push_back(space);
  }
  return all;
}

void ProcessTable::reap(ICpu& cpu, Process& zombie) {
  const auto parent = processes_.find(zombie.parent);
  cpu.store(parent == processes_.end() ? zombie.node : parent->second->node, 0);
  if (parent != processes_.end()) std::erase(parent->second->children, zombie.pid);
  arena_.free_line(cpu, zombie.node);
  processes_.erase(zombie.pid);
}

}  // namespace cowmmu
