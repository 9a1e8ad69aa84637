// SPDX-License-Identifier: Apache-2.0
#include "system/system.h"

#include "bind/untimed_user.h"
#include "params/paging_mode.h"

namespace cowmmu {
System::System(const Params& params, uint64_t seed, FrameStore& memory, Options options)
    : params_(params),
      options_(std::move(options)),
      layout_(Machine::kMemoryBase, params.machine.dram.bytes),
      arena_(layout_.arena_begin, layout_.arena_end),
      frames_(layout_, params_.os, params.machine.harts, seed, observer(), counters_),
      shootdown_(make_shootdown(
          {params_.os, params.machine.harts, arena_, observer(), counters_, options_.mutants})),
      memory_(
          {.params = params_.os,
           .frames = frames_,
           .arena = arena_,
           .shootdown = *shootdown_,
           .observer = observer(),
           .counters = counters_,
           .mode = paging_mode(params.machine.mmu),
           .trap_cycles = Cycles(params.hart.trap_entry_cycles + params.hart.trap_return_cycles),
           .mutants = options_.mutants}),
      kernel_(params_, {memory_, arena_, *shootdown_, observer(), counters_, *this}),
      binding_(kernel_),
      machine_("machine", params_, {options_.exact_step, rtl_blocks(params_, options_.rtl_waves)},
               memory, binding_) {
  booted_.reserve(params.machine.harts);
  for (uint64_t h = 0; h < params.machine.harts; ++h) {
    booted_.emplace_back(HartId(h), machine_.frames(), booted_);
    booted_.back().bind(kernel_);
    Hart& hart = machine_.hart(HartId(h));
    hart.observe(options_.access_observer);
    binding_.attach(hart);
  }
  machine_.tell(options_.machine_events);
}

System::~System() = default;

void System::run(std::unique_ptr<IProgram> init, bool untimed_to_mark) {
  marked_at_ = std::chrono::steady_clock::now();
  kernel_.set_init(std::move(init));
  for (UntimedCpu& cpu : booted_) kernel_.on_boot(cpu);
  if (untimed_to_mark)
    run_untimed(booted_.front(), kernel_, machine_.frames(), params_.machine,
                {[this] { return marked_; }, options_.untimed_access});
  timed_ = true;
  machine_.run();
  ended_at_ = std::chrono::steady_clock::now();
  cycles_ = machine_.finish();
}

void System::mark(ICpu& cpu) {
  if (timed_) machine_.mark(static_cast<HartCpu&>(cpu).hart());
  counters_.restart();
  observer().measured(cpu);
  marked_ = true;
  marked_at_ = std::chrono::steady_clock::now();
}

std::vector<Tid> System::ended(ICpu&, const EndReport& report) {
  return options_.on_end ? options_.on_end(report) : std::vector<Tid>{};
}

}  // namespace cowmmu
