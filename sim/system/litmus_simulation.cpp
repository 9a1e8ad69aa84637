// SPDX-License-Identifier: Apache-2.0
#include "litmus_simulation.h"

#include "base/check.h"
#include "os/shared_object.h"
#include "params/paging_mode.h"
#include "programs/litmus/conductor.h"
#include "system/checked_run.h"

namespace cowmmu {
namespace {

// The kernel's side of a test's expectations.
class Probe : public litmus::ILitmusProbe {
 public:
  explicit Probe(CheckedRun*& run) : run_(run) {}

  uint64_t counter(litmus::Counter counter) override;
  litmus::PageView page(Pid process, VirtAddr va) override;
  void leave_frames(uint64_t frames) override {
    system().frames().set_leave(system().untimed(), frames);
  }
  Pid process_of(const IProgram& program) override {
    for (uint64_t h = 0; h < system().machine().harts(); ++h) {
      const Thread* thread = system().kernel().running(HartId(h));
      if (thread != nullptr && thread->program.get() == &program) return thread->process->pid;
    }
    COWMMU_CHECK(false, "a program asks for its process while it does not run");
    return {};
  }

 private:
  System& system() { return run_->system(); }
  uint64_t faults(const HartCounters& c, FaultKind kind) {
    return c.fault_cycles[static_cast<size_t>(kind)].count();
  }
  uint64_t all_faults(const HartCounters& c) {
    uint64_t sum = 0;
    for (const Distribution& kind : c.fault_cycles) sum += kind.count();
    return sum - faults(c, FaultKind::kAccessedDirty);
  }

  CheckedRun*& run_;
};

uint64_t Probe::counter(litmus::Counter counter) {
  const HartCounters c = system().counters().total();
  switch (counter) {
    case litmus::Counter::kCopies:
      return c.pages_copied;
    case litmus::Counter::kZeroFills:
      return faults(c, FaultKind::kZeroFill);
    case litmus::Counter::kReuses:
      return faults(c, FaultKind::kCowReuse);
    case litmus::Counter::kFaults:
      return all_faults(c);
    case litmus::Counter::kShootdowns:
      return c.shootdowns;
    case litmus::Counter::kForks:
      return c.forks;
    case litmus::Counter::kFrames:
      return system().frames().totals().user;
    case litmus::Counter::kLeaked:
      return system().leaked();
    case litmus::Counter::kStale:
      return run_->oracles()->stale();
    case litmus::Counter::kCycles: {
      Cycles now{};
      for (uint64_t h = 0; h < system().machine().harts(); ++h)
        now = std::max(now, system().machine().hart(HartId(h)).now());
      return now.value;
    }
    case litmus::Counter::kIpis:
      return c.ipis;
  }
  return 0;
}

litmus::PageView Probe::page(Pid process, VirtAddr va) {
  using Kind = litmus::PageView::Kind;
  const AddressSpace* space = system().kernel().space_of(process);
  if (space == nullptr) return {};
  ICpu& cpu = system().untimed();
  const auto vma = space->vmas.find(cpu, vpn_of(va));
  if (!vma) return {};
  const auto refs = system().memory().refs(cpu, *space, va);
  const Ppn frame = system().memory().frame_of(cpu, *space, va);
  if (refs) return {Kind::kFrame, frame.value, *refs};
  if (vma->vma.object == nullptr) return {Kind::kZeroPage, 0, 0};
  const SharedObject& object = *vma->vma.object;
  const uint64_t page = vma->vma.object_page(vpn_of(va));
  if (const auto held = object.frames.find(page); held != object.frames.end()) {
    const auto counts = system().frames().descriptors().counts(cpu, held->second);
    return {Kind::kFrame, held->second.value, counts.maps() + counts.pins()};
  }
  return {Kind::kAbsent, mix64(object.id, page), 0};
}

uint64_t user_end(const Params& p) { return 1ULL << (va_bits_of(paging_mode(p.machine.mmu)) - 1); }

}  // namespace

litmus::TestResult run_litmus_test(const litmus::LitmusTest& test, const Configuration& config) {
  CheckedRun* here = nullptr;
  Probe probe(here);
  litmus::Conductor conductor(test, probe, VirtAddr(user_end(config.params)));
  CheckedRun::Options options;
  options.check = true;
  options.on_end = [&conductor](const EndReport& report) { return conductor.ended(report); };
  CheckedRun run(config, std::move(options));
  here = &run;
  run.run(conductor.make_init(), false);
  if (litmus::TestResult result = conductor.finish()) return result;
  std::vector<std::string> found = run.findings();
  if (found.empty()) return std::nullopt;
  return litmus::Failure{0, "no finding of the oracles", found.front()};
}

}  // namespace cowmmu
