// SPDX-License-Identifier: Apache-2.0
#include "timeline.h"

namespace cowmmu::test {
namespace {

// Time passes call by call. An edge's events come after what ends at it (timed_walker.h).
class FunctionPort : public IWalkPort {
 public:
  FunctionPort(Walker& walker, Timeline& time) : walker_(walker), time_(time) {}

  uint64_t read_pte(PhysAddr pa) override { return pass_access(pa), time_.tables.words[pa.value]; }
  bool compare_swap_pte(PhysAddr pa, uint64_t expected, uint64_t desired) override {
    pass_access(pa);
    uint64_t& word = time_.tables.words[pa.value];
    if (word != expected) return false;
    word = desired;
    return true;
  }
  bool backed(PhysAddr pa) const override { return Timeline::kMemory.contains(ppn_of(pa)); }
  void spend(Cycles cycles) override {
    if (cycles == Cycles(0)) return;
    now_ += cycles;
    time_.advance_to(now_ - Cycles(1), [this](const Fence& f) { walker_.fence(f); });
  }
  Cycles now() const override { return now_; }

 private:
  void pass_access(PhysAddr pa) {
    const Cycles accepted = Timeline::accepted(now_);
    spend(accepted + Timeline::latency(pa, accepted) + Cycles(1) - now_);
  }
  Walker& walker_;
  Timeline& time_;
  Cycles now_{};
};

// Memory on the ports of TimedWalker; one walk at a time, so one access at a time.
class CycleBench {
 public:
  CycleBench(TimedWalker& walker, Timeline& time) : walker_(walker), time_(time) {}

  WalkerOut step(WalkerIn in) {
    time_.advance_to(edge, [&](const Fence& f) { in.fence_valid = true, in.fence = f; });
    in.mem_req_ready = Timeline::memory_ready(edge);
    in.mem_rsp_valid = due_ == edge;
    if (in.mem_rsp_valid) respond(in.mem_rsp);
    const WalkerOut out = walker_.step(in);
    if (out.mem_req_valid && in.mem_req_ready) {
      request_ = out.mem_req;
      due_ = edge + Timeline::latency(request_.pa, edge);
    }
    ++edge;
    return out;
  }
  Cycles edge{};  // that ends the cycle of the next step

 private:
  void respond(WalkMemRsp& rsp) {
    uint64_t& word = time_.tables.words[request_.pa.value];
    rsp.slot = request_.slot;
    rsp.pte = Pte(word);
    rsp.stored = request_.swap && word == request_.expected.bits();
    if (rsp.stored) word = request_.desired.bits();
    due_.reset();
  }
  TimedWalker& walker_;
  Timeline& time_;
  WalkMemReq request_;
  std::optional<Cycles> due_;
};

}  // namespace

std::vector<TimedAnswer> walk_by_function(Walker& walker, Timeline& time,
                                          const std::vector<WalkRequest>& requests,
                                          const std::vector<Cycles>& gaps) {
  std::vector<TimedAnswer> answers;
  FunctionPort port(walker, time);
  for (size_t i = 0; i < requests.size(); ++i) {
    port.spend(gaps[i]);
    const Cycles asked = port.now();
    WalkResult result = walker.walk(requests[i], port);
    result.pte_reads = 0;
    answers.push_back({asked, port.now(), result});
  }
  time.advance_to(port.now(), [&](const Fence& f) { walker.fence(f); });
  return answers;
}

std::vector<TimedAnswer> walk_by_cycles(TimedWalker& walker, Timeline& time,
                                        const std::vector<WalkRequest>& requests,
                                        const std::vector<Cycles>& gaps) {
  std::vector<TimedAnswer> answers;
  CycleBench bench(walker, time);
  ++bench.edge;
  for (size_t i = 0; i < requests.size(); ++i) {
    const Cycles asked = bench.edge - Cycles(1) + gaps[i];
    while (bench.edge < asked) bench.step({});
    WalkerOut out = bench.step({.req_valid = true, .req = requests[i]});
    while (!out.rsp_valid) out = bench.step({});
    answers.push_back({asked, bench.edge - Cycles(1), out.rsp});
  }
  return answers;
}

}  // namespace cowmmu::test
