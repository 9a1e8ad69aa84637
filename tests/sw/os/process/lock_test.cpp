// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "bench.h"

namespace cowmmu::test {
namespace {

constexpr PhysAddr kLine{0x1000};

Counts counts_of(const std::function<void(ICpu&)>& body) {
  FakeMachine machine(1);
  EXPECT_TRUE(machine.run({body}));
  return machine.cpu(0).counts;
}

TEST(SpinLock, uncontended_take_is_one_atomic_and_one_load_and_drop_one_store) {
  SpinLock lock(kLine, Cycles(0), false);
  EXPECT_EQ(counts_of([&](ICpu& cpu) { lock.lock(cpu); }), (Counts{.loads = 1, .atomics = 1}));
  SpinLock other(kLine, Cycles(0), false);
  EXPECT_EQ(counts_of([&](ICpu& cpu) {
              other.lock(cpu);
              other.unlock(cpu);
            }),
            (Counts{.loads = 1, .stores = 1, .atomics = 1}));
}

TEST(RwLock, uncontended_calls_cost_what_the_header_says) {
  RwLock read(kLine, Cycles(0), false), write(kLine, Cycles(0), false);
  EXPECT_EQ(counts_of([&](ICpu& cpu) {
              read.lock_read(cpu);
              read.unlock_read(cpu);
            }),
            (Counts{.loads = 1, .stores = 1, .atomics = 2}));
  EXPECT_EQ(counts_of([&](ICpu& cpu) {
              write.lock_write(cpu);
              write.unlock_write(cpu);
            }),
            (Counts{.loads = 1, .stores = 1, .atomics = 2}));
}

TEST(SpinLock, free_lock_takes_no_access_and_no_cycle_while_nobody_waits) {
  SpinLock lock(kLine, Cycles(10), true);
  FakeMachine machine(1);
  ASSERT_TRUE(machine.run({[&](ICpu& cpu) {
    lock.lock(cpu);
    lock.unlock(cpu);
  }}));
  EXPECT_EQ(machine.cpu(0).counts, Counts{});
  EXPECT_EQ(machine.cpu(0).now(), Cycles(0));
}

TEST(SpinLock, own_cost_is_spent_at_take_and_at_drop_in_phase_lock) {
  SpinLock lock(kLine, Cycles(7), false);
  FakeMachine machine(1);
  ASSERT_TRUE(machine.run({[&](ICpu& cpu) {
    lock.lock(cpu);
    lock.unlock(cpu);
  }}));
  EXPECT_EQ(machine.cpu(0).cycles[Phase::kLock], 2 * 7 + 3 * machine.cost);
  EXPECT_EQ(machine.cpu(0).now(), Cycles(2 * 7 + 3 * machine.cost));
}

class Contended : public testing::TestWithParam<bool> {};
INSTANTIATE_TEST_SUITE_P(timed_and_free, Contended, testing::Bool());

TEST_P(Contended, spin_lock_admits_one_hart_at_a_time) {
  for (uint64_t seed = 1; seed <= 30; ++seed) {
    SCOPED_TRACE(seed);
    SpinLock lock(kLine, Cycles(0), GetParam());
    int inside = 0, entered = 0;
    const auto body = [&](ICpu& cpu) {
      for (int i = 0; i < 20; ++i) {
        lock.lock(cpu);
        EXPECT_EQ(++inside, 1);
        ++entered;
        cpu.spend(Cycles(5));
        --inside;
        lock.unlock(cpu);
        cpu.spend(Cycles(3));
      }
    };
    FakeMachine machine(4, seed, 9);
    ASSERT_TRUE(machine.run({body, body, body, body}));
    EXPECT_EQ(entered, 80);
  }
}

TEST_P(Contended, spin_lock_serves_in_order_of_arrival) {
  SpinLock lock(kLine, Cycles(0), GetParam());
  std::vector<uint64_t> order;
  std::vector<std::function<void(ICpu&)>> bodies;
  for (const uint64_t delay : {uint64_t{0}, uint64_t{300}, uint64_t{100}, uint64_t{200}}) {
    bodies.push_back([&, delay](ICpu& cpu) {
      cpu.spend(Cycles(delay + 1));
      lock.lock(cpu);
      order.push_back(cpu.id().value);
      cpu.spend(Cycles(1000));
      lock.unlock(cpu);
    });
  }
  FakeMachine machine(4);
  ASSERT_TRUE(machine.run(bodies));
  EXPECT_EQ(order, (std::vector<uint64_t>{0, 2, 3, 1}));
}

TEST_P(Contended, readers_share_and_a_writer_excludes) {
  for (uint64_t seed = 1; seed <= 30; ++seed) {
    SCOPED_TRACE(seed);
    RwLock lock(kLine, Cycles(0), GetParam());
    int readers = 0, writers = 0, most = 0;
    const auto read = [&](ICpu& cpu) {
      for (int i = 0; i < 20; ++i) {
        lock.lock_read(cpu);
        most = std::max(most, ++readers);
        EXPECT_EQ(writers, 0);
        cpu.spend(Cycles(50));
        --readers;
        lock.unlock_read(cpu);
      }
    };
    const auto write = [&](ICpu& cpu) {
      for (int i = 0; i < 20; ++i) {
        lock.lock_write(cpu);
        EXPECT_EQ(++writers, 1);
        EXPECT_EQ(readers, 0);
        cpu.spend(Cycles(20));
        --writers;
        lock.unlock_write(cpu);
      }
    };
    FakeMachine machine(5, seed, 9);
    ASSERT_TRUE(machine.run({read, write, read, read, write}));
    EXPECT_GT(most, 1);
  }
}

TEST_P(Contended, a_waiting_writer_stops_new_readers) {
  RwLock lock(kLine, Cycles(0), GetParam());
  std::vector<std::string> order;
  const auto reader = [&](const char* name, uint64_t delay) {
    return [&order, &lock, name, delay](ICpu& cpu) {
      cpu.spend(Cycles(delay));
      lock.lock_read(cpu);
      order.emplace_back(name);
      cpu.spend(Cycles(1000));
      lock.unlock_read(cpu);
    };
  };
  const auto writer = [&](ICpu& cpu) {
    cpu.spend(Cycles(100));
    lock.lock_write(cpu);
    order.emplace_back("writer");
    lock.unlock_write(cpu);
  };
  FakeMachine machine(3);
  ASSERT_TRUE(machine.run({reader("early", 10), writer, reader("late", 200)}));
  EXPECT_EQ(order, (std::vector<std::string>{"early", "writer", "late"}));
}

}  // namespace
}  // namespace cowmmu::test
