// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "fake_machine.h"

namespace cowmmu::test {
uint64_t FakeCpu::load(PhysAddr pa) {
  boundary();
  step();
  ++counts.loads;
  return machine_.memory_[pa];
}

void FakeCpu::store(PhysAddr pa, uint64_t value) {
  boundary();
  step();
  ++counts.stores;
  machine_.memory_[pa] = value;
  machine_.changed(pa, now_);
}

uint64_t FakeCpu::atomic(AtomicOp op, PhysAddr pa, uint64_t operand, uint64_t expected) {
  boundary();
  step();
  ++counts.atomics;
  uint64_t& word = machine_.memory_[pa];
  const uint64_t before = word;
  if (op == AtomicOp::kAdd) word += operand;
  if (op == AtomicOp::kSwap) word = operand;
  if (op == AtomicOp::kAnd) word &= operand;
  if (op == AtomicOp::kOr) word |= operand;
  if (op == AtomicOp::kCompareSwap && word == expected) word = operand;
  machine_.changed(pa, now_);
  return before;
}

void FakeCpu::fence(const Fence& fence) {
  boundary();
  step();
  apply(fence);
}

// All harts at once: FakeMachine has no network that could be late.
void FakeCpu::broadcast_fence(const Fence& fence) {
  boundary();
  step();
  for (uint64_t h = 0; h < machine_.harts(); ++h)
    if (h != id_.value) machine_.cpu(h).apply(fence);
}

void FakeCpu::apply(const Fence& fence) {
  ++counts.fences;
  fences.push_back(fence);
  std::erase_if(tlb_, [&](const auto& entry) {
    const auto& [asid, page] = entry.first;
    return (fence.all_asids || asid == fence.asid) &&
           (fence.all_addresses || page == vpn_of(fence.va));
  });
}

void FakeCpu::copy_page(Ppn dst, Ppn src) {
  zero_page(dst);
  auto& memory = machine_.memory_;
  const auto end = memory.lower_bound(addr_of(Ppn(src.value + 1)));
  for (auto word = memory.lower_bound(addr_of(src)); word != end; ++word) {
    memory[addr_of(dst) + PhysAddr(page_offset(word->first))] = word->second;
  }
}

// Words that are not there read zero.
void FakeCpu::zero_page(Ppn dst) {
  boundary();
  step();
  const auto first = machine_.memory_.lower_bound(addr_of(dst));
  machine_.memory_.erase(first, machine_.memory_.lower_bound(addr_of(Ppn(dst.value + 1))));
}

// The leaf, with A and D set as the access needs; nothing: a page fault.
std::optional<Pte> FakeCpu::walk(VirtAddr va, bool store) {
  if (satp_.mode == PagingMode::kBare) return std::nullopt;
  Ppn table = satp_.root;
  for (unsigned level = levels_of(satp_.mode); level-- > 0;) {
    step();
    uint64_t& bits = machine_.memory_[addr_of(table) + PhysAddr(8 * vpn_index(va, level))];
    const Pte pte(bits);
    if (!pte.valid()) return std::nullopt;
    table = pte.ppn();
    if (level != 0) continue;
    if (!pte.has(Pte::kU | Pte::kR) || (store && !pte.writable())) return std::nullopt;
    const Pte used = pte.with(store ? Pte::kA | Pte::kD : Pte::kA);
    bits = used.bits();
    return used;
  }
  return std::nullopt;
}

std::optional<PhysAddr> FakeCpu::translate(VirtAddr va, bool store) {
  const auto key = std::pair(satp_.asid, vpn_of(va));
  const auto hit = tlb_.find(key);
  if (hit == tlb_.end() || (store && !hit->second.has(Pte::kW | Pte::kD))) {
    const std::optional<Pte> leaf = walk(va, store);
    if (!leaf) return std::nullopt;
    tlb_[key] = *leaf;
  }
  return addr_of(tlb_[key].ppn()) + PhysAddr(page_offset(va));
}

void FakeCpu::send_ipi(HartId target) {
  boundary();
  step();
  ++counts.ipis;
  FakeCpu& to = machine_.cpu(target.value);
  const Cycles at = now_ + Cycles(machine_.ipi_delay);
  to.inbox_.push_back(at);
  if (to.blocked_ && to.interrupts_) {
    to.blocked_ = false;
    to.now_ = std::max(to.now_, at);
  }
}

void FakeCpu::spend(Cycles cycles_to_go) {
  boundary();
  advance(cycles_to_go.value);
  machine_.yield(*this);
  boundary();
}

uint64_t FakeCpu::wait_for_change(PhysAddr pa, uint64_t seen) {
  for (;;) {
    const uint64_t value = load(pa);
    if (value != seen) return value;
    boundary();
    if (machine_.memory_[pa] != seen) continue;
    watch_ = blocked_ = true;
    watched_ = pa;
    if (interrupts_ && !inbox_.empty()) {  // on its way
      blocked_ = false;
      now_ = std::max(now_, *std::min_element(inbox_.begin(), inbox_.end()));
    }
    machine_.yield(*this);
    watch_ = false;
  }
}

void FakeCpu::idle() {
  const Phase before = phase_;
  phase_ = Phase::kIdle;
  if (inbox_.empty()) {
    blocked_ = true;
  } else {
    now_ = std::max(now_, *std::min_element(inbox_.begin(), inbox_.end()));
  }
  machine_.yield(*this);
  if (machine_.unwinding_) throw Stopped{};
  phase_ = before;
  boundary();
}

void FakeCpu::synchronise() { machine_.yield(*this); }

void FakeCpu::advance(uint64_t n) {
  now_ += Cycles(n);
  cycles[phase_] += n;
}

void FakeCpu::step() {
  const uint64_t more = machine_.jitter_ == 0 ? 0 : machine_.random_() % (machine_.jitter_ + 1);
  advance(machine_.cost + more);
  machine_.yield(*this);
}

void FakeCpu::boundary() {
  const auto due = [this] {
    return interrupts_ && std::ranges::any_of(inbox_, [this](Cycles at) { return at <= now_; });
  };
  while (due()) take_ipi();
}

void FakeCpu::take_ipi() {
  std::erase_if(inbox_, [this](Cycles at) { return at <= now_; });
  if (machine_.kernel_ == nullptr) return;
  interrupts_ = false;
  trap([this] { machine_.kernel_->on_ipi(*this); }, Phase::kShootdownServe);
  interrupts_ = true;
}

void FakeCpu::trap(const std::function<void()>& body, Phase phase) {
  const Phase before = phase_;
  phase_ = phase;
  step();
  body();
  step();
  phase_ = before;
}

void FakeCpu::run() {
  machine_.kernel_->on_boot(*this);
  while (!machine_.stopped_) {
    boundary();
    if (context_ == nullptr) {
      phase_ = Phase::kSchedule;
      machine_.kernel_->on_idle(*this);
    } else {
      user_step();
    }
  }
}

void FakeCpu::user_step() {
  IKernelTraps& kernel = *machine_.kernel_;
  if (deadline_ <= now_) {
    ++timers;
    return trap([&] { kernel.on_timer(*this); }, Phase::kSchedule);
  }
  UserContext& context = *context_;
  if (!context.pending) {
    if (context.ordered) synchronise();
    context.ordered = false;
    context.op = context.program->next(context.result);
    context.pending = true;
  }
  const Op& op = context.op;
  if (op.kind == OpKind::kSyscall) {
    return trap([&] { kernel.on_syscall(*this, op); }, Phase::kSyscall);
  }
  phase_ = Phase::kUserCompute;
  uint64_t value = 0;
  if (op.kind == OpKind::kCompute) {
    advance(op.value);
    step();
  } else if (!perform(op, value)) {
    const Cause cause = op.kind == OpKind::kStore ? Cause::kStorePageFault : Cause::kLoadPageFault;
    return trap([&] { kernel.on_page_fault(*this, cause, op.va); }, Phase::kFaultLookup);
  }
  context.result = {value, 0, now_};
  context.pending = false;
}

// False: a page fault.
bool FakeCpu::perform(const Op& op, uint64_t& value) {
  const bool store = op.kind == OpKind::kStore;
  step();
  if (!machine_.translate) return vpn_of(op.va) != Vpn(0);
  const std::optional<PhysAddr> pa = translate(op.va, store);
  if (!pa) return false;
  uint64_t& word = machine_.memory_[*pa];
  if (store) word = op.value;
  value = word;
  return true;
}

}  // namespace cowmmu::test
