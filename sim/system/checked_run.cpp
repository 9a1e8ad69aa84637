// SPDX-License-Identifier: Apache-2.0
#include "system/checked_run.h"

#include <fmt/format.h>

namespace cowmmu {

class CheckedRun::Kills : public IOsObserver {
 public:
  explicit Kills(CheckedRun& run) : run_(run) {}
  void killed(ICpu& cpu, Pid pid, KillReason why, VirtAddr va) override {
    if (run_.options_.on_kill)
      run_.options_.on_kill(run_.system_->kernel().running(cpu.id()), pid, why, va);
  }

 private:
  CheckedRun& run_;
};

CheckedRun::CheckedRun(const Configuration& config, Options options)
    : memory_(Machine::kMemoryBase, config.params.machine.dram.bytes),
      options_(std::move(options)),
      kills_(std::make_unique<Kills>(*this)) {
  System::Options system;
  system.exact_step = options_.exact_step;
  system.mutants = options_.mutants;
  system.rtl_waves = options_.rtl_waves;
  system.on_end = options_.on_end;
  if (options_.check) start_oracles(system);
  add_observers(system);
  system_.emplace(config.params, config.seed, memory_, std::move(system));
  if (oracles_ == nullptr) return;
  for (uint64_t h = 0; h < config.params.machine.harts; ++h)
    oracles_->watch(system_->machine().hart(HartId(h)).mmu());
  oracles_->watch_queue([this](Ppn frame) { return system_->machine().copier().holds(frame); });
}

void CheckedRun::add_observers(System::Options& system) {
  observers_.add(*kills_);
  if (oracles_) observers_.add(*oracles_);
  for (IOsObserver* observer : options_.os_observers) observers_.add(*observer);
  const bool alone = oracles_ == nullptr && options_.os_observers.empty();
  system.os_observer = alone ? kills_.get() : &observers_;
  for (IMachineEvents* events : options_.machine_events) watchers_.add(*events);
  if (!options_.machine_events.empty()) system.machine_events = &watchers_;
}

void CheckedRun::start_oracles(System::Options& system) {
  const auto space_of = [this](HartId hart) { return system_->kernel().loaded(hart); };
  const auto only = [this](HartId hart) { return system_->kernel().only_reachable(hart); };
  oracles_ = std::make_unique<Oracles>(memory_, space_of, only);
  system.access_observer = oracles_.get();
  system.untimed_access = [this](UntimedCpu& cpu, Access access, VirtAddr va, uint64_t value) {
    const AddressSpace* space = system_->kernel().loaded(cpu.id());
    if (access == Access::kStore) return oracles_->plain_store(*space, va, value);
    oracles_->plain_load(cpu, *space, va, value);
  };
}

void CheckedRun::run(std::unique_ptr<IProgram> init, bool untimed_to_mark) {
  system_->run(std::move(init), untimed_to_mark);
  if (oracles_ != nullptr) oracles_->finish(system_->spaces());
  leaked_ = system_->leaked();
}

std::vector<std::string> CheckedRun::findings() const {
  std::vector<std::string> found;
  if (oracles_ != nullptr) found = oracles_->reports();
  if (leaked_ != 0)
    found.push_back(fmt::format("frame audit: {} frames are in use that nobody reaches", leaked_));
  if (system_->stuck())
    found.push_back("every hart sleeps, but processes are alive that nothing can wake");
  return found;
}

}  // namespace cowmmu
