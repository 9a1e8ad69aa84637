// SPDX-License-Identifier: Apache-2.0
#include "walk/walk_run.h"

#include <fmt/format.h>

#include <iterator>
#include <utility>

namespace cowmmu {
namespace {

constexpr uint64_t kPageMask = kPageBytes - 1;

class MmuTranslator final : public IFileTranslator {
 public:
  MmuTranslator(IMmu& mmu, IMeasuredPort& port) : port_(port), mmu_(mmu) {}
  FileAnswer translate(const TranslateCommand& x, const TranslationState& state) override {
    mmu_.set_state(state);
    port_.spend(mmu_.fence_walk().cycles(Fence::all()));
    mmu_.fence(Fence::all(), port_.now());
    const Cycles begin = port_.now();
    const TranslateResult r = mmu_.translate(x.access, x.va, port_);
    return {r.cause, r.pa, port_.now() - begin - r.lookup_cycles, r.pte_reads};
  }

 private:
  IMeasuredPort& port_;
  IMmu& mmu_;
};

class Runner {
 public:
  Runner(FrameStore& store, IFileTranslator& translator, const WalkOptions& options)
      : options_(options), store_(store), translator_(translator) {
    state_.adue = false;  // menvcfg is 0 until the file says otherwise
  }

  void operator()(const WriteCommand& w) { store_.write64(w.pa, w.value); }
  void operator()(const ReadCommand& r) {
    fmt::format_to(out(), "r64 {:#x} {:#x}\n", r.pa.value, store_.read64(r.pa));
  }
  void operator()(const SatpCommand& s) { state_.satp = s.satp; }
  void operator()(const AdueCommand& a) { state_.adue = a.on; }
  void operator()(const TranslateCommand& x) {
    state_.privilege = x.privilege;
    state_.sum = x.sum;
    state_.mxr = x.mxr;
    print(x, translator_.translate(x, state_));
  }
  std::string take() { return std::move(text_); }

 private:
  std::back_insert_iterator<std::string> out() { return std::back_inserter(text_); }
  void print(const TranslateCommand& x, const FileAnswer& r) {
    fmt::format_to(out(), "{:#x} {} {} {:d} {:d} ", x.va.value,
                   "rwx"[static_cast<size_t>(x.access)],
                   x.privilege == Privilege::kUser ? 'u' : 's', x.sum, x.mxr);
    if (r.cause == Cause::kNone) {
      fmt::format_to(out(), "PA {:#x}", r.pa.value);
    } else {
      fmt::format_to(out(), "FAULT {}", static_cast<unsigned>(r.cause));
    }
    if (options_.cycles) fmt::format_to(out(), " cycles {} reads {}", r.cycles.value, r.reads);
    text_ += '\n';
  }

  WalkOptions options_;
  FrameStore& store_;
  IFileTranslator& translator_;
  TranslationState state_;
  std::string text_;
};

}  // namespace

FrameStore store_for(const BackedRange& m) {
  const uint64_t begin = m.base.value & ~kPageMask;
  const uint64_t end = (m.base.value + m.bytes + kPageMask) & ~kPageMask;
  return FrameStore(PhysAddr(begin), end - begin);
}

std::string run_walk_commands(const std::vector<WalkCommand>& commands, FrameStore& store,
                              IFileTranslator& translator, const WalkOptions& options) {
  Runner runner(store, translator, options);
  for (const WalkCommand& command : commands) std::visit(runner, command);
  return runner.take();
}

std::string run_walk_file(const WalkFile& file, IMmu& mmu, const MakeWalkPort& make_port,
                          const WalkOptions& options) {
  FrameStore store = store_for(file.memory);
  const std::unique_ptr<IMeasuredPort> port = make_port(store, file.memory);
  MmuTranslator translator(mmu, *port);
  std::string text;
  port->run([&] { text = run_walk_commands(file.commands, store, translator, options); });
  return text;
}

}  // namespace cowmmu
