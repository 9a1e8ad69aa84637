// SPDX-License-Identifier: Apache-2.0
#include "machine/machine.h"

#include <algorithm>
#include <string>

#include "base/check.h"
#include "cache/directory_port.h"
#include "cache/plain_port.h"
#include "mmu/mmu_module.h"
#include "mmu/stepped_mmu.h"
#include "mmu/timed_mmu_block.h"

namespace cowmmu {
namespace {

constexpr uint64_t kLlcBytesPerHart = 2 << 20;

uint64_t llc_bytes(const Params& p) {
  const uint64_t asked = p.machine.cache.llc.bytes;
  return asked != 0 ? asked : kLlcBytesPerHart * p.machine.harts;
}

std::unique_ptr<SharedCache> make_shared_cache(const Params& p, const ClockDomain& clock) {
  const LlcParams& llc = p.machine.cache.llc;
  const SharedCache::Timing timing{Cycles(llc.hit_cycles), Cycles(llc.snoop_cycles),
                                   Cycles((clock.of_ns(llc.uncore_ns).value + 1) / 2), llc.banks};
  return std::make_unique<SharedCache>("llc", LlcArray(llc_bytes(p), llc.ways), timing);
}

}  // namespace

// The page-copy engine, its clock and its way to memory: after all harts in the order of slots.
struct Machine::CopierSet {
  CopierSet(Machine& m, const Params& p, LocalClock::Rule rule, const MachineBlocks& blocks)
      : clock(HartId(p.machine.harts), m.domain_, rule),
        memory(make_memory(m, p)),
        copier("copier", p.machine.copier, {clock, *memory, m.frames_, make_engine(p, blocks)}) {}

  std::unique_ptr<ICopierEngine> make_engine(const Params& p, const MachineBlocks& blocks) {
    if (blocks.copier) return blocks.copier(clock.domain());
    return std::make_unique<ModelCopierEngine>(p.machine.copier);
  }

  std::unique_ptr<ILinePort> make_memory(Machine& m, const Params& p) {
    if (m.shared_ != nullptr) return std::make_unique<DirectoryPort>(clock, *m.shared_, m.frames_);
    return std::make_unique<PlainPort>(Cycles(p.machine.access_cycles), clock, m.frames_,
                                       m.watchers_);
  }

  LocalClock clock;
  std::unique_ptr<ILinePort> memory;
  Copier copier;
};

// What a machine is given.
struct Machine::Outside {
  const MachineBlocks& blocks;
  ITrapHandler& handler;
};

// One hart and what is private to it.
struct Machine::HartSet {
  HartSet(Machine& m, HartId id, const Params& p, LocalClock::Rule rule, const Outside& outside)
      : clock(id, m.domain_, rule),
        mmu(make_mmu(m, p, outside.blocks)),
        inbox(clock),
        memory(make_memory(m, p)),
        hart(("hart" + std::to_string(id.value)).c_str(), p.hart,
             {clock, *memory, *mmu, inbox, m.fabric_, m.fences_, m.copier_->copier, m.frames_,
              p.machine.mmu.fetch_ahead},
             outside.handler) {
    m.fabric_.attach(inbox);
    TranslationState state;
    state.adue = p.machine.walker.adue;
    mmu->set_state(state);
  }

  IMmu* make_mmu(const Machine& m, const Params& p, const MachineBlocks& blocks) {
    if (blocks.mmu) {
      other_mmu = blocks.mmu(clock.hart(), m.domain_, m.frames_);
      return other_mmu.get();
    }
    if (p.machine.mmu.fetch_ahead) {
      other_mmu =
          std::make_unique<SteppedMmu<TimedMmuBlock>>(p.machine, p.machine, m.frames_.range());
      return other_mmu.get();
    }
    const std::string name = "mmu" + std::to_string(clock.hart().value);
    model_mmu =
        std::make_unique<MmuModule>(name.c_str(), p.machine.tlb, p.machine.walker, p.machine.mmu);
    return &model_mmu->mmu();
  }

  void trace(sc_core::sc_trace_file* file, ViewQueue& queue, const ProcessOf& process_of) {
    hart.trace(file, queue, process_of);
    if (model_mmu == nullptr) return;
    model_mmu->trace(file, [this, &queue](std::function<void()> change) {
      queue.at(clock.slot(clock.now()), std::move(change));
    });
  }

  std::unique_ptr<IHartMemory> make_memory(Machine& m, const Params& p) {
    if (m.shared_ == nullptr) {
      const UncachedMemory::Timing timing{Cycles(p.machine.access_cycles),
                                          Cycles(p.hart.atomic_cycles)};
      return std::make_unique<UncachedMemory>(timing, clock, m.frames_, m.watchers_);
    }
    auto made =
        std::make_unique<CachedMemory>(p.machine.cache.l1d, p.hart, clock, *m.shared_, m.frames_);
    cached = made.get();
    return made;
  }

  LocalClock clock;
  std::unique_ptr<MmuModule> model_mmu;  // one of the two
  std::unique_ptr<IMmu> other_mmu;
  IMmu* mmu;
  Inbox inbox;
  CachedMemory* cached = nullptr;
  std::unique_ptr<IHartMemory> memory;
  Hart hart;
};

Machine::Machine(const sc_core::sc_module_name& name, const Params& params, const Options& options,
                 FrameStore& frames, ITrapHandler& handler)
    : sc_module(name),
      domain_(params.machine.clock_mhz),
      frames_(frames),
      fabric_("fabric", params.machine.fabric),
      fences_("fences", params.machine.fabric) {
  if (params.machine.cached) {
    shared_ = make_shared_cache(params, domain_);
    dram_ = std::make_unique<Dram>("dram", DramConfig(params.machine.dram), *shared_);
    shared_->connect(*dram_);
  }
  const LocalClock::Rule rule{reach(), options.exact_step};
  watchers_.harts.reserve(params.machine.harts);
  copier_ = std::make_unique<CopierSet>(*this, params, rule, options.blocks);
  const Outside outside{options.blocks, handler};
  for (uint64_t h = 0; h < params.machine.harts; ++h)
    harts_.push_back(std::make_unique<HartSet>(*this, HartId(h), params, rule, outside));
}

Machine::~Machine() = default;

Cycles Machine::reach() const {
  const Cycles messages = std::min(fabric_.reach(), fences_.reach());
  return shared_ == nullptr ? messages : std::min(shared_->reach(), messages);
}

void Machine::run() {
  sc_core::sc_report_handler::set_actions(sc_core::SC_INFO, sc_core::SC_DO_NOTHING);
  sc_core::sc_start();
  for (const auto& set : harts_)
    if (set->hart.failure() != nullptr) std::rethrow_exception(set->hart.failure());
  if (copier_->copier.failure() != nullptr) std::rethrow_exception(copier_->copier.failure());
}

Cycles Machine::finish() {
  Cycles end{};
  for (const auto& set : harts_) end = std::max(end, set->clock.now());
  for (const auto& set : harts_) set->hart.ledger().settle(end);
  if (dram_ != nullptr) dram_->advance_to(domain_.edge(end));
  return end - marked_at_;
}

bool Machine::others_sleep(const Hart& by) const {
  return std::ranges::all_of(
      harts_, [&by](const auto& set) { return &set->hart == &by || set->hart.is_idle(); });
}

void Machine::mark(Hart& by) {
  constexpr Cycles kPoll{100};
  for (by.synchronise(); !others_sleep(by); by.synchronise()) by.spend(kPoll);
  marked_at_ = by.now();
  for (const auto& set : harts_) {
    set->hart.restart_stats(marked_at_);
    if (set->cached != nullptr) set->cached->reset_stats();
  }
  if (shared_ != nullptr) shared_->reset_stats();
  if (dram_ != nullptr) {
    dram_->advance_to(domain_.edge(marked_at_));
    dram_->reset_stats();
  }
  fabric_.reset_stats();
}

Hart& Machine::hart(HartId id) { return harts_.at(id.value)->hart; }
Copier& Machine::copier() { return copier_->copier; }
SharedCache* Machine::shared_cache() { return shared_.get(); }
Dram* Machine::dram() { return dram_.get(); }
const CachedMemory* Machine::private_cache(HartId id) const { return harts_.at(id.value)->cached; }

void Machine::tell(IMachineEvents* events) {
  for (const auto& set : harts_) set->hart.tell(events);
  fabric_.tell(events);
}

void Machine::trace(sc_core::sc_trace_file* file, const ProcessOf& process_of) {
  views_ = std::make_unique<ViewQueue>("views");
  for (const auto& set : harts_) set->trace(file, *views_, process_of);
  if (shared_ != nullptr) shared_->trace(file);
  if (dram_ != nullptr) dram_->trace(file);
  fabric_.trace(file, *views_);
}

}  // namespace cowmmu
