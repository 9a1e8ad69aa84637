// SPDX-License-Identifier: Apache-2.0
#include "hart/hart.h"

#include <algorithm>
#include <new>

#include "base/check.h"

namespace cowmmu {
namespace {

constexpr size_t kStackBytes = 1 << 20;  // sanitizer builds need more than SystemC's 256 KiB

}  // namespace

Hart::Hart(const sc_core::sc_module_name& name, const HartParams& params, Parts parts,
           ITrapHandler& handler)
    : sc_module(name),
      params_(params),
      clock_(parts.clock),
      memory_(parts.memory),
      mmu_(parts.mmu),
      fast_(mmu_.fast_path()),
      inbox_(parts.inbox),
      fabric_(parts.fabric),
      fences_(parts.fences),
      fence_unit_([this](const Fence& fence) { return mmu_.fence_walk().cycles(fence); },
                  [this](const Fence& fence, Cycles done) { mmu_.fence(fence, done); },
                  [this](HartId from, Cycles at) { fences_.done(from, at); }),
      copier_(parts.copier),
      walk_path_(parts.clock, parts.memory, parts.frames, [this](Cycles at) { looked_ahead(at); }),
      handler_(handler),
      fetch_ahead_(parts.fetch_ahead) {
  COWMMU_CHECK(!fetch_ahead_ || mmu_.can_look_ahead(), "this MMU cannot look ahead");
  SC_HAS_PROCESS(Hart);
  SC_THREAD(run);
  set_stack_size(kStackBytes);
  fences_.attach(clock_, fence_unit_);
}

void Hart::run() {
  try {
    set_phase(Phase::kSchedule);
    handler_.boot(*this);
    for (;;) {
      if (context_ != nullptr) run_user();
      set_phase(Phase::kSchedule);
      handler_.idle(*this);
    }
  } catch (const sc_core::sc_unwind_exception&) {
    throw;
  } catch (...) {
    failure_ = std::current_exception();
    sc_core::sc_stop();
  }
}

void Hart::run_user() {
  while (context_ != nullptr) {
    clock_.private_step();
    if (std::min(inbox_.first(), deadline_) <= clock_.now()) [[unlikely]] {
      if (interrupt_due()) {
        take_interrupts(true);
        continue;
      }
      if (deadline_ <= clock_.now()) {
        trap({Cycles(params_.interrupt_entry_cycles), Cycles(params_.interrupt_return_cycles)},
             Phase::kSchedule, [this] { handler_.timer(*this); });
        // One operation before the next tick, even of a slice shorter than its own switch: else
        // the threads of a hart would only ever be switched.
        clock_.private_step();
        if (context_ == nullptr || interrupt_due()) continue;
      }
    }
    UserContext& context = *context_;
    if (!context.pending) {
      if (context.ordered) [[unlikely]] {
        synchronise();
        context.ordered = false;
      }
      // Made in place: a copy of what was just written in pieces would stall the host.
      ::new (&context.op) Op(context.program->next(context.result));
      context.pending = true;
    }
    execute(context);
  }
}

void Hart::execute(UserContext& context) {
  switch (context.op.kind) {
    case OpKind::kLoad:
    case OpKind::kStore:
    case OpKind::kFetch:
      return access(context);
    case OpKind::kCompute:
      set_phase(Phase::kUserCompute);
      // An interrupt that arrives meanwhile is taken when it arrives: the rest is done afterwards.
      context.op.value -= compute(Cycles(context.op.value)).value;
      if (context.op.value == 0) complete(context, 0);
      return;
    case OpKind::kSyscall:
      trap({Cycles(params_.syscall_entry_cycles), Cycles(params_.syscall_return_cycles)},
           Phase::kSyscall, [&] { handler_.syscall(*this, context.op); });
      return;
  }
}

Cycles Hart::compute(Cycles cycles) {
  const Cycles begin = clock_.now();
  const Cycles end = std::min(begin + cycles, std::max(begin + Cycles(1), deadline_));
  if (end <= clock_.private_until() && inbox_.first() >= end) {
    clock_.advance_to(end);
  } else {
    sleep(end);
  }
  return clock_.now() - begin;
}

void Hart::access(UserContext& context) {
  const VirtAddr va = context.op.va;
  const Access access = context.op.kind == OpKind::kStore   ? Access::kStore
                        : context.op.kind == OpKind::kFetch ? Access::kFetch
                                                            : Access::kLoad;
  ledger_.set_phase(Phase::kUserTranslate, clock_.now());
  if (fence_unit_.ready_at() > clock_.now()) [[unlikely]]
    wait_for_fences();
  fence_unit_.begin_use();
  if (fast_ != nullptr) [[likely]] {
    if (const TlbEntry* entry = fast_->hit(access, va)) [[likely]] {
      clock_.advance(fast_->l1_hit_cycles(access));
      return perform(context, entry->translate(va));
    }
  }
  slow_access(context, access);
}

// All but L1 TLB hits, and those too where a waveform watches the MMU (mmu.h).
void Hart::slow_access(UserContext& context, Access access) {
  const VirtAddr va = context.op.va;
  const Cycles begin = clock_.now();
  if (view_ != nullptr) {
    view_->show_phase(Phase::kUserTranslate);
    view_->show_access(context);
  }
  const TranslateResult r = mmu_.translate(access, va, walk_path_);
  if (r.from == TranslateResult::From::kWalk)
    stats_.walk_cycles.add((clock_.now() - begin - r.lookup_cycles).value);
  if (r.cause == Cause::kNone) {
    if (view_ != nullptr && access != Access::kFetch) view_->show_phase(Phase::kUserMemory);
    perform(context, r.pa);
    if (fetch_ahead_ && access == Access::kFetch && r.from > TranslateResult::From::kL1)
      look_ahead(va);
    return;
  }
  end_use(clock_.now());
  if (view_ != nullptr) view_->show_fault(context, r.cause);
  trap({Cycles(params_.trap_entry_cycles), Cycles(params_.trap_return_cycles)}, Phase::kFaultLookup,
       [&] { handler_.page_fault(*this, r.cause, va); });
}

void Hart::perform(UserContext& context, PhysAddr pa) {
  const Op& op = context.op;
  uint64_t value = 0;
  if (op.kind == OpKind::kFetch) {
    ++stats_.fetches;
    if (observer_ != nullptr) observer_->user_fetch(*this, op.va, pa);
    end_use(clock_.now());
    return complete(context, 0);
  }
  ledger_.set_phase(Phase::kUserMemory, clock_.now());
  if (op.kind == OpKind::kLoad) {
    value = memory_.load(pa);
    ++stats_.loads;
    if (observer_ != nullptr) observer_->user_load(*this, op.va, pa, value);
  } else {
    memory_.store(pa, op.value);
    ++stats_.stores;
    if (observer_ != nullptr) observer_->user_store(*this, op.va, pa, op.value);
  }
  end_use(clock_.now());
  complete(context, value);
}

void Hart::complete(UserContext& context, uint64_t value) {
  context.result = {value, 0, clock_.now()};
  context.pending = false;
}

void Hart::wait_for_fences() {
  do {
    clock_.advance_to(fence_unit_.ready_at());
    clock_.private_step();
  } while (fence_unit_.ready_at() > clock_.now());
}

// Still in use meanwhile: what arrives until then waits its turn.
void Hart::take_waiting_fences(Cycles at) {
  clock_.shared_step_beside(at);
  fence_unit_.take_waiting(at);
  clock_.forget_horizon();
}

void Hart::look_ahead(VirtAddr va) {
  clock_.private_step();  // so that every fence up to now has come
  if (fence_unit_.ready_at() > clock_.now()) return;
  looking_ahead_ = true;
  fence_unit_.begin_use();
  mmu_.look_ahead(VirtAddr(va.value + kPageBytes), walk_path_);
}

void Hart::looked_ahead(Cycles at) {
  clock_.shared_step_beside(at);
  looking_ahead_ = false;
  looked_ahead_at_ = at;
  end_use(at);
}

void Hart::await_look_ahead() {
  if (!looking_ahead_) return;
  while (looking_ahead_) memory_.turn(std::nullopt);
  clock_.advance_to(looked_ahead_at_);
}

template <class Body>
void Hart::trap(TrapCost cost, Phase phase, Body body) {
  set_phase(Phase::kTrapEntry);
  clock_.advance(cost.entry);
  set_phase(phase);
  body();
  set_phase(Phase::kTrapReturn);
  clock_.advance(cost.ret);
}

void Hart::boundary() {
  clock_.private_step();
  while (interrupt_due()) take_interrupts(false);
}

void Hart::take_interrupts(bool from_user) {
  const Phase before = phase();
  interrupts_on_ = false;
  trap({Cycles(params_.interrupt_entry_cycles), Cycles(params_.interrupt_return_cycles)},
       Phase::kShootdownServe, [&] {
         clock_.private_step();  // so that every arrival up to now is known
         inbox_.take(clock_.now());
         ++stats_.interrupts;
         handler_.ipi(*this);
         if (from_user && deadline_ <= clock_.now()) {
           interrupts_on_ = true;
           set_phase(Phase::kSchedule);
           handler_.timer(*this);
           interrupts_on_ = false;
         }
       });
  interrupts_on_ = true;
  set_phase(before);
  clock_.private_step();
}

std::optional<Cycles> Hart::next_event(std::optional<Cycles> until) const {
  std::optional<Cycles> next = until;
  const auto consider = [&next](Cycles at) {
    if (!next || at < *next) next = at;
  };
  if (interrupts_on_ && inbox_.first().value != ~0ULL) consider(inbox_.first());
  if (const auto changed = memory_.changed_at()) consider(*changed);
  if (awaiting_fences_)
    if (const auto settled = fences_.settled_at(id())) consider(*settled);
  return next;
}

void Hart::sleep(std::optional<Cycles> until) {
  for (;;) {
    std::optional<Cycles> next = next_event(until);
    if (next) next = std::max(*next, clock_.now());
    if (clock_.attended() && !memory_.turn(next)) continue;
    if (next && clock_.may_share(*next)) return clock_.advance_to(*next);
    clock_.block(next);
  }
}

void Hart::set_phase(Phase phase) {
  if (phase == ledger_.phase()) return;
  if (view_ != nullptr) view_->show_phase(phase);
  if (events_ != nullptr) tell_phase(phase);
  ledger_.set_phase(phase, clock_.now());
}

void Hart::tell_phase(Phase phase) {
  ledger_.settle(clock_.now());
  events_->phase_begins(id(), phase, clock_.now(), ledger_.cycles());
}

void Hart::restart_stats(Cycles at) {
  stats_ = {};
  ledger_.restart(at);
  mmu_.reset_stats();
}

}  // namespace cowmmu
