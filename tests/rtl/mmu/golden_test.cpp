// SPDX-License-Identifier: Apache-2.0
// The golden translations of tests/golden/walk, what Spike answers, by the RTL: each file by every
// build that has its levels.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <optional>

#include "Vmmu_default.h"
#include "Vmmu_default___024root.h"
#include "Vmmu_odd.h"
#include "Vmmu_odd___024root.h"
#include "Vmmu_tiny.h"
#include "Vmmu_tiny___024root.h"
#include "mmu/rtl_mmu.h"
#include "rtl/support/build_params.h"
#include "walk/walk_run.h"

namespace cowmmu::test {
namespace {

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

FrameRange frames_of(const BackedRange& memory) {
  EXPECT_EQ((memory.base.value | memory.bytes) % kPageBytes, 0u);
  return {ppn_of(memory.base), ppn_of(PhysAddr(memory.base.value + memory.bytes))};
}

// A fence, then the access. Memory answers in the cycle after it was asked.
template <class V>
class RtlTranslator final : public IFileTranslator {
 public:
  RtlTranslator(PagingMode mode, const BackedRange& memory, FrameStore& store)
      : store_(store), mmu_(mode, {frames_of(memory)}, 1) {}

  FileAnswer translate(const TranslateCommand& x, const TranslationState& state) override {
    MmuIn fence;
    fence.fence_valid = true;
    EXPECT_TRUE(step(fence).fence_ready);
    run_until([](const MmuOut& out) { return out.fence_done; });
    step(access(x, state));
    const auto answered = [](const MmuOut& o) { return o.fetch_rsp_valid || o.data_rsp_valid; };
    const MmuOut out = run_until(answered);
    const MmuAnswer& answer = out.fetch_rsp_valid ? out.fetch_rsp : out.data_rsp;
    if (answer.cause != Cause::kNone) return {.cause = answer.cause};
    return {.pa = PhysAddr(addr_of(answer.ppn).value + page_offset(x.va))};
  }

 private:
  static MmuIn access(const TranslateCommand& x, const TranslationState& state) {
    MmuIn in;
    in.state = state;
    in.fetch_valid = x.access == Access::kFetch;
    in.data_valid = !in.fetch_valid;
    in.fetch_va = in.data_va = x.va;
    in.data_store = x.access == Access::kStore;
    return in;
  }
  template <class Seen>
  MmuOut run_until(Seen seen) {
    for (int n = 0; n < 2'000; ++n)
      if (const MmuOut out = step({}); seen(out)) return out;
    ADD_FAILURE() << "nothing in 2000 cycles";
    return {};
  }
  MmuOut step(MmuIn in) {
    in.mem_req_ready = true;
    in.mem_rsp_valid = asked_.has_value();
    if (asked_) in.mem_rsp = respond(*asked_);
    const MmuOut out = mmu_.step(in);
    asked_.reset();
    if (out.mem_req_valid) asked_ = out.mem_req;
    return out;
  }
  WalkMemRsp respond(const WalkMemReq& r) {
    const Pte pte(store_.read64(r.pa));
    const bool stored = r.swap && pte == r.expected;
    if (stored) store_.write64(r.pa, r.desired.bits());
    return {.slot = r.slot, .pte = pte, .stored = stored};
  }

  FrameStore& store_;
  RtlMmu<V> mmu_;
  std::optional<WalkMemReq> asked_;
};

template <class V>
void expect_golden(const char* build, const std::string& stem) {
  const std::string path = GOLDEN_FOLDER "/walk/" + stem;
  const WalkFile file = parse_walk_file(read_file(path + ".in"), path + ".in");
  FrameStore store = store_for(file.memory);
  RtlTranslator<V> rtl(mode_of(params_of(build)), file.memory, store);
  const std::string expected = read_file(path + ".out");
  EXPECT_GT(expected.size(), 100'000u);
  EXPECT_TRUE(run_walk_commands(file.commands, store, rtl, {}) == expected);
}

TEST(MmuGolden, tiny_equals_spike_to_the_byte) { expect_golden<Vmmu_tiny>("tiny", "sv39"); }

class MmuGoldenDefault : public testing::TestWithParam<const char*> {};
TEST_P(MmuGoldenDefault, equals_spike_to_the_byte) {
  expect_golden<Vmmu_default>("default", GetParam());
}
INSTANTIATE_TEST_SUITE_P(Modes, MmuGoldenDefault, testing::Values("sv39", "sv48"),
                         [](const auto& mode) { return std::string(mode.param); });

class MmuGoldenOdd : public testing::TestWithParam<const char*> {};
TEST_P(MmuGoldenOdd, equals_spike_to_the_byte) { expect_golden<Vmmu_odd>("odd", GetParam()); }
INSTANTIATE_TEST_SUITE_P(Modes, MmuGoldenOdd, testing::Values("sv39", "sv48", "sv57"),
                         [](const auto& mode) { return std::string(mode.param); });

}  // namespace
}  // namespace cowmmu::test
