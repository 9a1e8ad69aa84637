// SPDX-License-Identifier: Apache-2.0
#include "mmu/mmu_module.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "walker/fake_memory.h"

namespace cowmmu::test {
namespace {

constexpr VirtAddr kVa{0x12345678};

// A memory whose time is the simulation's: one nanosecond a cycle.
class WaitingMemory : public FakeMemory {
 public:
  uint64_t read_pte(PhysAddr pa) override {
    sc_core::wait(sc_core::sc_time(static_cast<double>(kRead.value), sc_core::SC_NS));
    return FakeMemory::read_pte(pa);
  }
  void spend(Cycles cycles) override {
    sc_core::wait(sc_core::sc_time(static_cast<double>(cycles.value), sc_core::SC_NS));
  }
};

class Bench : public sc_core::sc_module {
 public:
  explicit Bench(const sc_core::sc_module_name& name) : sc_module(name) {
    SC_HAS_PROCESS(Bench);
    SC_THREAD(run);
  }
  void run() {
    memory.map(kVa, Pte::make(Ppn(5), kRwxu | kAd));
    mmu.mmu().set_satp(memory.satp());
    mmu.mmu().translate(Access::kLoad, kVa, memory);
    mmu.mmu().translate(Access::kLoad, kVa, memory);
    mmu.mmu().translate(Access::kFetch, kVa, memory);
    mmu.mmu().fence_free(Fence::of_page(kVa, Asid(1)));
    wait(sc_core::sc_time(1, sc_core::SC_NS));
  }
  WaitingMemory memory;
  Params params;
  MmuModule mmu{"mmu", params.machine.tlb, params.machine.walker, params.machine.mmu};
};

// The values of each signal of a VCD, in order, the initial one first.
std::map<std::string, std::vector<std::string>> read_vcd(const std::string& path) {
  std::map<std::string, std::string> names;
  std::map<std::string, std::vector<std::string>> values;
  std::ifstream in(path);
  std::string scope;
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string first, a, b, id, name;
    words >> first >> a >> b;
    if (first == "$scope") scope += b + ".";
    if (first == "$upscope") scope.erase(scope.rfind('.', scope.size() - 2) + 1);
    if (first == "$var" && words >> id >> name) names[id] = scope + name;
    const bool vector = first.starts_with('b');  // "b101 ID", or a bit, "1ID"
    const auto signal = first.empty() ? names.end() : names.find(vector ? a : first.substr(1));
    if (signal != names.end()) values[signal->second].push_back(first);
  }
  return values;
}

TEST(MmuModule, a_traced_mmu_shows_look_ups_walks_and_contents) {
  const std::string stem = testing::TempDir() + "mmu_module-" + std::to_string(::getpid());
  Bench bench("bench");
  sc_core::sc_trace_file* const file = sc_core::sc_create_vcd_trace_file(stem.c_str());
  bench.mmu.trace(file);
  sc_core::sc_start();
  sc_core::sc_close_vcd_trace_file(file);

  const auto values = read_vcd(stem + ".vcd");
  std::set<std::string> changed;
  for (const auto& [name, all] : values)
    if (all.size() > 1) changed.insert(name.substr(name.find("mmu.") + 4));
  for (const char* signal :
       {"l1d.va", "l1d.hit", "l1d.lookups", "l1d.entries", "l1i.va", "l1i.lookups", "l2.va",
        "l2.hit", "l2.lookups", "l2.entries", "walker.state", "walker.level", "walker.walks",
        "walker.pwc_entries", "fences", "fence_va"})
    EXPECT_TRUE(changed.contains(signal)) << signal;
  // Idle, start, walk cache, read at three levels (one state), fill, idle.
  for (const auto& [name, all] : values) {
    if (name.ends_with("walker.state")) {
      EXPECT_EQ(all.size(), 6u) << name;
    }
  }
  EXPECT_EQ(bench.mmu.mmu().walker().stats().walks, 1u);
  std::filesystem::remove(stem + ".vcd");
}

}  // namespace
}  // namespace cowmmu::test
