// SPDX-License-Identifier: Apache-2.0
// What a random program may do, and how often. A choice that does not fit now is drawn again.
#include <algorithm>
#include <array>
#include <numeric>

#include "calls.h"
#include "random_program.h"

namespace cowmmu::random {
namespace {

constexpr uint64_t kReadWrite = Prot::kRead | Prot::kWrite;
constexpr uint64_t kDontNeed = 4;     // madvise
constexpr uint64_t kLaneWords = 4;    // of a page, for each thread of each process
constexpr uint64_t kMostForks = 3;    // of a process
constexpr uint64_t kMostNumber = 8;   // processes from here on do not fork
constexpr uint64_t kOwnedByLane = 6;  // pages
constexpr uint64_t kMostHarts = 8;

}  // namespace

Op RandomProgram::must(Op op) {
  must_ = op.kind == OpKind::kSyscall;
  return op;
}

Op RandomProgram::choose() {
  using P = RandomProgram;
  static constexpr auto kChoices = std::to_array<Weighted>({{30, &P::load},
                                                            {30, &P::store},
                                                            {2, &P::fetch},
                                                            {5, &P::map},
                                                            {4, &P::unmap},
                                                            {6, &P::protect},
                                                            {3, &P::discard},
                                                            {2, &P::kernel_write},
                                                            {3, &P::pin},
                                                            {4, &P::compute},
                                                            {1, &P::yield},
                                                            {2, &P::migrate},
                                                            {6, &P::fork},
                                                            {1, &P::vfork},
                                                            {3, &P::wait},
                                                            {4, &P::start_threads},
                                                            {1, &P::exec}});
  static constexpr uint64_t kAll =
      std::accumulate(kChoices.begin(), kChoices.end(), uint64_t{0},
                      [](uint64_t sum, const Weighted& w) { return sum + w.weight; });
  --budget_;
  for (int tries = 0; tries < 8; ++tries) {
    uint64_t draw = random_.below(kAll);
    auto choice = kChoices.begin();
    while (draw >= choice->weight) draw -= (choice++)->weight;
    if (std::optional<Op> op = (this->*choice->choice)()) return *op;
  }
  return Op::compute(1 + random_.below(50));
}

bool RandomProgram::may_change() const {
  return !vforked_ && (!rules_.determinate || !in_phase_ || !quiet_ || lane_ == 1);
}

bool RandomProgram::may_fork() const {
  if (vforked_ || number_ >= kMostNumber || forks_ >= kMostForks) return false;
  return !rules_.determinate || alone() || (quiet_ && lane_ == 1 && children_.empty());
}

Run RandomProgram::owned() const {
  if (!rules_.determinate || alone()) return {0, kCommonEnd};
  return {lane_ * kOwnedByLane, (lane_ + 1) * kOwnedByLane};
}

Run RandomProgram::some_run() {
  const Run all = owned();
  const uint64_t first = all.first + random_.below(all.pages());
  const uint64_t end =
      std::min({first + 1 + random_.below(8), kZones[zone_of(first)].end, all.end});
  return {first, end};
}

bool RandomProgram::all_mapped(const Run& run) const {
  return std::all_of(plan_->begin() + static_cast<long>(run.first),
                     plan_->begin() + static_cast<long>(run.end),
                     [](const PlannedPage& page) { return page.mapped(); });
}

// In a determinate phase: one of this thread's own, or one that all have words in.
uint64_t RandomProgram::some_page() {
  const Run own = owned();
  const uint64_t draw = random_.below(own.pages() + (own.end < kOwnedPages ? 8 : 0));
  return draw < own.pages() ? own.first + draw : kZones[1].first + draw - own.pages();
}

uint64_t RandomProgram::own_word() {
  return (number_ * kThreads + lane_) * kLaneWords + random_.below(kLaneWords);
}

std::optional<VirtAddr> RandomProgram::some_word(uint64_t right) {
  for (int tries = 0; tries < 4; ++tries) {
    const uint64_t page = some_page();
    if (!(*plan_)[page].allows(right)) continue;
    const bool common =
        (*plan_)[page].backing == Backing::kShared || (in_phase_ && page >= kOwnedPages);
    const bool any = !(rules_.determinate && common) && random_.below(2) == 0;
    const uint64_t word = any ? random_.below(kPageBytes / 8) : own_word();
    return VirtAddr(address_of(page).value + word * 8);
  }
  return std::nullopt;
}

std::optional<Op> RandomProgram::load() {
  const auto va = some_word(Prot::kRead);
  return va ? std::optional(Op::load(*va)) : std::nullopt;
}

std::optional<Op> RandomProgram::store() {
  if (!may_change() && !vforked_) return std::nullopt;
  const auto va = some_word(Prot::kWrite);
  return va ? std::optional(Op::store(*va, random_.next())) : std::nullopt;
}

std::optional<Op> RandomProgram::fetch() {
  const auto va = some_word(Prot::kExec);
  return va ? std::optional(Op::fetch(*va)) : std::nullopt;
}

uint64_t RandomProgram::some_prot() {
  static constexpr std::array<uint64_t, 6> kProts{
      kReadWrite, kReadWrite, kReadWrite, Prot::kRead, Prot::kRead | Prot::kExec, 0};
  return kProts[random_.below(kProts.size())];
}

// Shared only where all have words of their own.
Backing RandomProgram::some_backing(const Run& run) {
  const uint64_t draw = random_.below(4);
  if (rules_.shared && run.first >= kOwnedPages && draw < 2) return Backing::kShared;
  return draw == 2 ? Backing::kFile : Backing::kPrivate;
}

Op RandomProgram::map_run(const Run& run, Backing backing, uint64_t prot) {
  for (uint64_t page = run.first; page < run.end; ++page) (*plan_)[page] = {backing, prot};
  uint64_t flags = prot, file = 0;
  if (backing == Backing::kShared) flags |= MapFlags::kShared;
  // Determinate: the file that is mapped privately is not the one that is stored into.
  const bool any = !rules_.determinate && random_.below(2) == 0;
  if (backing == Backing::kFile || (backing == Backing::kShared && any)) {
    flags |= MapFlags::kFile;
    file = rules_.determinate ? 1 : 1 + random_.below(2);
  }
  return must(call_on(Sys::kMmap, run, flags, file));
}

std::optional<Op> RandomProgram::map() {
  if (!may_change()) return std::nullopt;
  const Run run = some_run();
  return map_run(run, some_backing(run), some_prot());
}

std::optional<Op> RandomProgram::unmap() {
  if (!may_change()) return std::nullopt;
  const Run run = some_run();
  for (uint64_t page = run.first; page < run.end; ++page) (*plan_)[page] = {};
  return must(call_on(Sys::kMunmap, run));
}

std::optional<Op> RandomProgram::protect() {
  const Run run = some_run();
  if (!may_change() || !all_mapped(run)) return std::nullopt;
  const uint64_t prot = some_prot();
  for (uint64_t page = run.first; page < run.end; ++page) (*plan_)[page].prot = prot;
  return must(call_on(Sys::kMprotect, run, prot));
}

std::optional<Op> RandomProgram::discard() {
  const Run run = some_run();
  if (!may_change() || !all_mapped(run)) return std::nullopt;
  return must(call_on(Sys::kMadvise, run, kDontNeed));
}

std::optional<Op> RandomProgram::kernel_write() {
  const uint64_t page = some_page();
  if (!may_change() || !(*plan_)[page].allows(Prot::kWrite)) return std::nullopt;
  const uint64_t first = own_word() / kLaneWords * kLaneWords;
  return must(call(Sys::kKernelWrite, address_of(page).value + first * 8,
                   (1 + random_.below(kLaneWords)) * 8, random_.next()));
}

std::optional<Op> RandomProgram::pin() {
  if (!may_change() || in_phase_) return std::nullopt;
  if (!pins_.empty() && random_.below(4) != 0) return use_pin();
  const uint64_t page = some_page();
  const PlannedPage& planned = (*plan_)[page];
  if (!planned.allows(Prot::kWrite) || planned.backing == Backing::kShared) return std::nullopt;
  asked_ = Asked::kPin;
  const PinMode mode = random_.below(2) == 0 ? PinMode::kReadWrite : PinMode::kRead;
  return must(call(Sys::kPin, address_of(page).value, static_cast<uint64_t>(mode)));
}

Op RandomProgram::use_pin() {
  const size_t which = random_.below(pins_.size());
  const uint64_t handle = pins_[which];
  const uint64_t draw = random_.below(4);
  if (draw == 0) {
    pins_.erase(pins_.begin() + static_cast<long>(which));
    return must(call(Sys::kUnpin, handle));
  }
  if (draw == 1) return must(call(Sys::kPeek, handle, own_word() * 8));
  return must(call(Sys::kPoke, handle, own_word() * 8, random_.next()));
}

std::optional<Op> RandomProgram::compute() { return Op::compute(1 + random_.below(500)); }

std::optional<Op> RandomProgram::yield() { return call(Sys::kYield); }

// There may be fewer harts: then nothing happens.
std::optional<Op> RandomProgram::migrate() {
  return call(Sys::kMigrate, random_.below(kMostHarts));
}

std::optional<Op> RandomProgram::fork() {
  if (!may_fork()) return std::nullopt;
  ++forks_;
  asked_ = Asked::kFork;
  return must(call(Sys::kFork));
}

std::optional<Op> RandomProgram::vfork() {
  if (!may_fork() || in_phase_) return std::nullopt;
  ++forks_;
  asked_ = Asked::kVfork;
  return must(call(Sys::kVfork));
}

std::optional<Op> RandomProgram::wait() {
  if (children_.empty()) return std::nullopt;
  const uint64_t child = children_.back();
  children_.pop_back();
  const bool any = !rules_.determinate && random_.below(4) == 0;
  return must(call(Sys::kWait, any ? 0 : child));
}

std::optional<Op> RandomProgram::start_threads() {
  if (in_phase_ || lane_ != 0 || vforked_ || budget_ < 8) return std::nullopt;
  ++phase_;
  in_phase_ = true;
  quiet_ = number_ < kMostNumber && forks_ < kMostForks && random_.below(2) == 0;
  to_start_ = random_.below(kThreads - 1);
  after_phase_ = budget_ / 2;
  budget_ -= after_phase_;
  asked_ = Asked::kThread;
  return must(call(Sys::kThreadCreate, 1 + (quiet_ ? kQuiet : 0)));
}

// The image of shared pages would depend on others.
std::optional<Op> RandomProgram::exec() {
  if (vforked_ || (rules_.determinate && (rules_.shared || in_phase_))) return std::nullopt;
  asked_ = Asked::kExec;
  return call(Sys::kExec);
}

// The process's last access.
Op RandomProgram::trespass() {
  expects_kill_ = true;
  const uint64_t page = some_page();
  const bool legal = (*plan_)[page].allows(Prot::kWrite);
  return Op::store(legal ? VirtAddr(8) : address_of(page), 1);
}

}  // namespace cowmmu::random
