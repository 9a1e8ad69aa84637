// SPDX-License-Identifier: Apache-2.0
// RandomProgram: a seeded stream of everything that a hart can do, on few enough lines that harts
// meet all the time.
#pragma once

#include <array>
#include <random>

#include "scripted_os.h"

namespace cowmmu {

class RandomProgram : public IProgram {
 public:
  struct Shape {
    uint64_t seed = 0;
    uint64_t ops = 0;
    uint64_t harts = 1;
    uint64_t lines = 16;
    uint64_t pages = 4;
  };
  RandomProgram(Shape shape, uint64_t hart)
      : shape_(shape), hart_(hart), random_(shape.seed * 64 + hart) {}

  Op next(const OpResult& last) override {
    sum_ = sum_ * 31 + last.value;
    if (done_++ == shape_.ops) return Op::syscall(kEndOfScript);
    switch (below(16)) {
      case 0:
        return Op::compute(1 + below(300));
      case 1:
        return call(Service::kAtomicAdd, word().value, 1);
      case 2:
        return call(Service::kSendIpi, below(shape_.harts), 0);
      case 3:
        return call(below(2) == 0 ? Service::kCopyPage : Service::kDeviceCopy, page().value,
                    ppn_of(page()).value);
      case 4:
        return below(4) == 0 ? call(Service::kZeroPage, page().value, 0) : Op::compute(1);
      case 5:
        return call(Service::kSpend, below(500), 0);
      case 6:
        return fence();
      case 7:
      case 8:
      case 9:
      case 10:
        return Op::store(VirtAddr(word().value), ++value_ * 64 + hart_);
      default:
        return Op::load(VirtAddr(word().value));
    }
  }
  std::unique_ptr<IProgram> clone() const override {
    return std::make_unique<RandomProgram>(*this);
  }
  std::unique_ptr<IProgram> start_thread(uint64_t) const override { return clone(); }

 private:
  uint64_t below(uint64_t n) { return random_() % n; }
  static Op call(Service service, uint64_t a, uint64_t b) {
    return Op::syscall(static_cast<uint32_t>(service), {a, b});
  }
  Op fence() {
    constexpr std::array kKinds{Service::kFence, Service::kBroadcast, Service::kAwaitFences};
    return call(kKinds.at(below(kKinds.size())), 0, 0);
  }
  // Words of shared lines, spread over the test's pages.
  PhysAddr word() {
    return PhysAddr(page().value + below(shape_.lines) * kLineBytes + 8 * below(kWordsPerLine));
  }
  PhysAddr page() {
    return PhysAddr(Machine::kMemoryBase.value + 0x100000 + below(shape_.pages) * kPageBytes);
  }

  Shape shape_;
  uint64_t hart_;
  std::mt19937_64 random_;
  uint64_t done_ = 0;
  uint64_t value_ = 0;
  uint64_t sum_ = 0;
};

}  // namespace cowmmu
