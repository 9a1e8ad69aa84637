// SPDX-License-Identifier: Apache-2.0
// The SystemC module against the bare engine: same completions, told at the right kernel time.
#include <gtest/gtest.h>
#include <unistd.h>

#include <random>
#include <systemc>

#include "dram/dram.h"
#include "model/dram/engine_fixture.h"

namespace cowmmu::dram_test {
namespace {

Picos kernel_time() { return Picos(sc_core::sc_time_stamp().value()); }

// Records when the kernel's clock stood where a read was announced.
struct KernelSink final : IDramSink {
  void read_done(uint64_t tag, Picos completion) override {
    done.push_back({tag, completion});
    told.push_back(kernel_time());
  }
  std::vector<Completion> done;
  std::vector<Picos> told;
};

struct Driver : sc_core::sc_module {
  SC_HAS_PROCESS(Driver);
  Driver(const sc_core::sc_module_name& module_name, Dram& d, std::vector<DramRequest> r)
      : sc_module(module_name), dram(d), requests(std::move(r)) {
    SC_THREAD(run);
  }
  void run() {
    for (const DramRequest& request : requests) {
      if (request.arrival > kernel_time()) {
        sc_core::wait(sc_core::sc_time::from_value((request.arrival - kernel_time()).value));
      }
      dram.enqueue(request);
      dram.arm();
    }
  }
  Dram& dram;
  std::vector<DramRequest> requests;
};

std::vector<DramRequest> random_requests(uint64_t seed, size_t count) {
  std::mt19937_64 rng(seed);
  std::vector<DramRequest> requests;
  Picos now{1'000'000};
  for (size_t i = 0; i < count; ++i) {
    now += Picos(rng() % 3 == 0 ? rng() % 100'000 : rng() % 2000);
    requests.push_back({LineAddr(rng() % (1 << 22)), rng() % 4 == 0, now, i});
  }
  return requests;
}

std::vector<Completion> bare_engine(const DramConfig& config, const std::vector<DramRequest>& all) {
  RecordingSink sink;
  DramEngine engine(config, sink);
  for (const DramRequest& request : all) engine.enqueue(request);
  engine.advance_to(DramEngine::kNever);
  return sink.done;
}

TEST(DramModule, completions_equal_the_bare_engines_and_are_told_at_the_read_command) {
  const uint64_t seed = 7;
  SCOPED_TRACE("seed " + std::to_string(seed));
  const DramConfig config{DramParams{}};
  const auto requests = random_requests(seed, 500);
  KernelSink sink;
  Dram dram("dram", config, sink);
  const Driver driver("driver", dram, requests);
  sc_core::sc_start();
  EXPECT_EQ(sink.done, bare_engine(config, requests));
  const DramTiming& t = config.preset.timing;
  for (size_t i = 0; i < sink.done.size(); ++i) {
    const DramCycles data = config.clock.first_edge_from(sink.done[i].at);
    const DramCycles told = config.clock.first_edge_from(sink.told[i]);
    const bool forwarded = data - told < t.tCL;
    EXPECT_EQ(data - told, forwarded ? DramCycles(1) : t.tCL + t.tBL);
  }
}

TEST(DramModule, nothing_is_pending_when_no_read_is) {
  const DramConfig config{one_channel()};
  KernelSink sink;
  Dram dram("dram", config, sink);
  const Driver driver("driver", dram, {{LineAddr(1), true, Picos(500), 0}});
  sc_core::sc_start(sc_core::sc_time(1, sc_core::SC_NS));
  EXPECT_FALSE(sc_core::sc_pending_activity());
  EXPECT_EQ(dram.engine().channel(0).writes_queued(), 1U);
}

TEST(DramModule, disarmed_module_does_not_wake) {
  const DramConfig config{one_channel()};
  KernelSink sink;
  Dram dram("dram", config, sink);
  dram.enqueue({LineAddr(1), false, Picos(500), 0});
  dram.arm();
  dram.disarm();
  sc_core::sc_start(sc_core::sc_time(1, sc_core::SC_US));
  EXPECT_TRUE(sink.done.empty());
  EXPECT_NE(dram.next_decision(), DramEngine::kNever);
}

TEST(DramModule, traced_module_gives_the_same_completions) {
  const DramConfig config{one_channel()};
  const auto requests = random_requests(11, 200);
  KernelSink sink;
  Dram dram("dram", config, sink);
  const std::string file_name =
      testing::TempDir() + "dram_module_test-" + std::to_string(::getpid());
  sc_core::sc_trace_file* file = sc_core::sc_create_vcd_trace_file(file_name.c_str());
  dram.trace(file);
  const Driver driver("driver", dram, requests);
  sc_core::sc_start();
  sc_core::sc_close_vcd_trace_file(file);
  std::remove((file_name + ".vcd").c_str());
  EXPECT_EQ(sink.done, bare_engine(config, requests));
  EXPECT_EQ(dram.engine().channel(0).writes_queued(), 0U);
}

}  // namespace
}  // namespace cowmmu::dram_test
