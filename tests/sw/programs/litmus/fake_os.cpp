// SPDX-License-Identifier: Apache-2.0
#include "fake_os.h"

#include <algorithm>

namespace cowmmu::litmus {
namespace {

constexpr uint64_t kUserEnd = 1ULL << 47;  // Sv48
constexpr uint64_t kMostSteps = 1000000;   // a runaway ends as a hang

}  // namespace

FakeOs::FakeOs(const LitmusTest& test, uint64_t seed)
    : test_(test), conductor_(test, *this, VirtAddr(kUserEnd)), random_(seed) {
  memory_.frame_limit = test.frames;
  memory_.harts = test.harts;
  for (const Setting& setting : test.settings) {
    if (setting.value == "ipi_all") memory_.flush_reaches_all = true;
    if (setting.value == "textbook") memory_.policy = FakeFork::kTextbook;
    if (setting.value == "eager") memory_.policy = FakeFork::kEager;
  }
  processes_.push_back(std::make_unique<Process>(
      Process{Pid(1), Pid(0), std::make_shared<FakeSpace>(), false, false}));
  add_thread(Tid(1), 0, conductor_.make_init(), 0);
}

TestResult FakeOs::run() {
  for (; steps_ < kMostSteps; ++steps_) {
    std::vector<Thread*> all;
    for (auto& thread : threads_) {
      if (ready(*thread)) all.push_back(thread.get());
    }
    if (all.empty()) break;
    step(*all[std::uniform_int_distribution<size_t>(0, all.size() - 1)(random_)]);
  }
  return conductor_.finish();
}

uint64_t FakeOs::live_processes() const {
  return static_cast<uint64_t>(
      std::count_if(processes_.begin(), processes_.end(), [](const auto& p) { return !p->ended; }));
}

bool FakeOs::ready(const Thread& thread) const {
  if (thread.ended || thread.vforked.value != 0) return false;
  if (thread.parked) return thread.permit;
  if (thread.waits_for.value == 0) return true;
  return processes_[thread.waits_for.value - 1]->ended;
}

void FakeOs::step(Thread& thread) {
  processes_[thread.process]->space->harts.insert(thread.hart);
  if (thread.parked) thread.parked = thread.permit = false;
  if (thread.waits_for.value != 0) {
    processes_[thread.waits_for.value - 1]->reaped = true;
    thread.waits_for = {};
  }
  const Op op = thread.program->next(thread.result);
  thread.result = {};
  if (op.kind == OpKind::kSyscall) return system_call(thread, op);
  FakeSpace& space = *processes_[thread.process]->space;
  const auto killed = memory_.access(space, thread.hart, op, thread.result.value);
  if (killed) end_process(thread, killed);
}

void FakeOs::system_call(Thread& thread, const Op& op) {
  switch (static_cast<Sys>(op.number)) {
    case Sys::kFork:
      return fork(thread, false, op.args[0]);
    case Sys::kVfork:
      return fork(thread, true, op.args[0]);
    case Sys::kThreadCreate:
      return create_thread(thread, op.args[0], op.args[1]);
    case Sys::kExec:
      return exec(thread);
    case Sys::kExit:
      return end_process(thread, {});
    case Sys::kThreadExit:
      return end_thread(thread);
    case Sys::kPark:
    case Sys::kUnpark:
    case Sys::kOrdered:
    case Sys::kYield:
    case Sys::kMigrate:
    case Sys::kWait:
      return ordering_call(thread, op);
    default:
      break;
  }
  FakeSpace& space = *processes_[thread.process]->space;
  thread.result.error =
      static_cast<uint32_t>(memory_.call(space, thread.hart, op, thread.result.value));
}

void FakeOs::ordering_call(Thread& thread, const Op& op) {
  switch (static_cast<Sys>(op.number)) {
    case Sys::kPark:
      thread.parked = true;
      break;
    case Sys::kUnpark:
      unpark(Tid(op.args[0]));
      break;
    case Sys::kMigrate:
      thread.hart = op.args[0];
      break;
    case Sys::kWait: {
      const Process& child = *processes_.at(op.args[0] - 1);
      const bool own = child.parent == processes_[thread.process]->pid && !child.reaped;
      if (own) thread.waits_for = child.pid;
      thread.result.error = static_cast<uint32_t>(own ? SysError::kNone : SysError::kNoChild);
      break;
    }
    default:
      break;
  }
}

void FakeOs::unpark(Tid tid) {
  for (auto& thread : threads_) {
    if (thread->tid == tid && !thread->ended) thread->permit = true;
  }
}

void FakeOs::unpark(const std::vector<Tid>& tids) {
  for (Tid tid : tids) unpark(tid);
}

uint64_t FakeOs::place(uint64_t wanted) const {
  if (wanted != 0) return wanted - 1;
  std::vector<uint64_t> load(test_.harts);
  for (const auto& thread : threads_) load[thread->hart] += thread->ended ? 0 : 1;
  return static_cast<uint64_t>(std::min_element(load.begin(), load.end()) - load.begin());
}

FakeOs::Thread& FakeOs::add_thread(Tid tid, size_t process, std::unique_ptr<IProgram> program,
                                   uint64_t hart) {
  auto thread = std::make_unique<Thread>();
  thread->tid = tid;
  thread->process = process;
  thread->program = std::move(program);
  thread->hart = hart;
  threads_.push_back(std::move(thread));
  return *threads_.back();
}

void FakeOs::fork(Thread& thread, bool vfork, uint64_t wanted) {
  const Process& parent = *processes_[thread.process];
  auto program = thread.program->clone();
  auto space = vfork ? parent.space : std::make_shared<FakeSpace>();
  const SysError error = vfork ? SysError::kNone : memory_.fork(*parent.space, thread.hart, *space);
  thread.result.error = static_cast<uint32_t>(error);
  if (error != SysError::kNone) return;
  ++forks_;
  const Pid pid(processes_.size() + 1);
  processes_.push_back(std::make_unique<Process>(Process{pid, parent.pid, space, false, false}));
  add_thread(Tid(pid.value), processes_.size() - 1, std::move(program), place(wanted));
  thread.result.value = pid.value;
  if (vfork) thread.vforked = pid;
}

void FakeOs::create_thread(Thread& thread, uint64_t argument, uint64_t wanted) {
  auto program = thread.program->start_thread(argument);
  const Tid tid(next_tid_++);
  thread.result.value = tid.value;
  add_thread(tid, thread.process, std::move(program), place(wanted));
}

void FakeOs::exec(Thread& thread) {
  Process& process = *processes_[thread.process];
  for (auto& other : threads_) {
    if (other->process != thread.process || other.get() == &thread || other->ended) continue;
    other->ended = true;
  }
  if (process.space.use_count() == 1) memory_.destroy(*process.space);
  process.space = std::make_shared<FakeSpace>();
  resume_parent_of(process.pid);
}

void FakeOs::resume_parent_of(Pid child) {
  for (auto& thread : threads_) {
    if (thread->vforked == child) thread->vforked = {};
  }
}

void FakeOs::end_process(const Thread& thread, std::optional<KillReason> reason) {
  const size_t process = thread.process;
  Process& ending = *processes_[process];
  for (auto& other : threads_) {
    if (other->process == process) other->ended = true;
  }
  if (ending.space.use_count() == 1) memory_.destroy(*ending.space);
  ending.space = std::make_shared<FakeSpace>();
  ending.ended = true;
  for (auto& child : processes_) {
    if (child->parent == ending.pid) child->parent = Pid(1);
  }
  resume_parent_of(ending.pid);
  EndReport report{.process = ending.pid, .thread = thread.tid, .process_ended = true};
  report.killed = reason;
  unpark(conductor_.ended(report));
}

void FakeOs::end_thread(Thread& thread) {
  const size_t process = thread.process;
  thread.ended = true;
  const bool last = std::none_of(threads_.begin(), threads_.end(), [&](const auto& other) {
    return other->process == process && !other->ended;
  });
  if (last) return end_process(thread, {});
  unpark(conductor_.ended({.process = processes_[process]->pid, .thread = thread.tid}));
}

uint64_t FakeOs::counter(Counter counter) {
  const FakeCounts& counts = memory_.counts;
  switch (counter) {
    case Counter::kCopies:
      return counts.copies;
    case Counter::kZeroFills:
      return counts.zero_fills;
    case Counter::kReuses:
      return counts.reuses;
    case Counter::kFaults:
      return counts.faults;
    case Counter::kShootdowns:
      return counts.shootdowns;
    case Counter::kIpis:
      return counts.ipis;
    case Counter::kForks:
      return forks_;
    case Counter::kFrames:
      return memory_.user_frames();
    case Counter::kCycles:
      return steps_;
    default:
      return 0;  // nothing leaks, no translation is kept
  }
}

PageView FakeOs::page(Pid process, VirtAddr va) {
  return memory_.view(*processes_.at(process.value - 1)->space, vpn_of(va).value);
}

Pid FakeOs::process_of(const IProgram& program) {
  for (const auto& thread : threads_) {
    if (thread->program.get() == &program) return processes_[thread->process]->pid;
  }
  return {};
}

}  // namespace cowmmu::litmus
