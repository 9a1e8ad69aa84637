// SPDX-License-Identifier: Apache-2.0
#include "contention.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "calls.h"

namespace cowmmu::random {
namespace {

constexpr VirtAddr kForked{0x4000'0000};
constexpr VirtAddr kClean{0x5000'0000};
constexpr uint64_t kCleanPages = 400;
constexpr uint64_t kReadWrite = Prot::kRead | Prot::kWrite;
constexpr uint64_t kReaderLane = 1;
constexpr uint64_t kFirstPart = 15000;  // cycles: the stores into the forked page are over

VirtAddr word_of(VirtAddr page, uint64_t lane) { return VirtAddr(page.value + lane * 8); }
VirtAddr clean_word(uint64_t page, uint64_t lane) {
  return VirtAddr(kClean.value + page * kPageBytes + lane * 8);
}
bool is_fork(const Op& op) {
  return op.kind == OpKind::kSyscall && op.number == static_cast<uint32_t>(Sys::kFork);
}

}  // namespace

Contention::Contention(uint64_t seed) : seed_(seed), random_(seed, 0) {
  ops_ = {call(Sys::kMmap, kForked.value, kPageBytes, kReadWrite),
          call(Sys::kMmap, kClean.value, kCleanPages * kPageBytes, kReadWrite | MapFlags::kShared),
          Op::store(kForked, 1)};
  for (uint64_t page = 0; page < kCleanPages; ++page) ops_.push_back(Op::load(clean_word(page, 0)));
  ops_.push_back(call(Sys::kFork, kHarts));  // the child has the last hart for itself
  for (uint64_t lane = 1; lane < kThreads; ++lane)
    ops_.push_back(call(Sys::kThreadCreate, lane, lane + 1));
  ops_.push_back(Op::compute(1 + random_.below(6000)));
  ops_.push_back(Op::store(kForked, 2));
  ops_.push_back(Op::compute(kFirstPart));
  for (uint64_t k = 0; k < 8; ++k)
    ops_.push_back(call(Sys::kMprotect, kClean.value, kCleanPages * kPageBytes,
                        k % 2 == 0 ? kReadWrite | Prot::kExec : kReadWrite));
  ops_.push_back(call(Sys::kThreadExit));
}

Contention::Contention(uint64_t seed, uint64_t lane) : seed_(seed), random_(seed, lane) {
  if (lane == kReaderLane) {
    read_all_the_time();
  } else {
    store_everywhere();
  }
  ops_.push_back(call(Sys::kThreadExit));
}

std::unique_ptr<IProgram> Contention::start_thread(uint64_t lane) const {
  return std::unique_ptr<IProgram>(new Contention(seed_, lane));
}

void Contention::read_all_the_time() {
  for (uint64_t k = 0; k < 2000; ++k) {
    ops_.push_back(Op::load(word_of(kForked, k % kThreads)));
    ops_.push_back(Op::compute(10));
  }
}

void Contention::store_everywhere() {
  std::array<uint64_t, kCleanPages> pages{};
  std::iota(pages.begin(), pages.end(), 0);
  for (size_t k = pages.size(); k > 1; --k) std::swap(pages[k - 1], pages[random_.below(k)]);
  const uint64_t lane = 2 + random_.below(2);
  ops_.push_back(Op::compute(1 + random_.below(12000)));
  ops_.push_back(Op::store(word_of(kForked, lane), random_.next()));
  ops_.push_back(Op::compute(kFirstPart));
  for (const uint64_t page : pages) {
    ops_.push_back(Op::compute(1 + random_.below(60)));
    ops_.push_back(Op::store(clean_word(page, lane), random_.next()));
  }
}

// The child only keeps the page shared for a while.
Op Contention::next(const OpResult& last) {
  const bool forked = done_ > 0 && is_fork(ops_[done_ - 1]);
  if (forked && last.value == 0) ops_ = {Op::compute(100000), call(Sys::kExit)}, done_ = 0;
  return ops_[done_++];
}

}  // namespace cowmmu::random
