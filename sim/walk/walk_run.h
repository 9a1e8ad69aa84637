// SPDX-License-Identifier: Apache-2.0
// Runs a translation file: its x and r64 lines give one line of output each. TLBs and walk caches
// are empty before each x.
#pragma once

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "dram/frame_store.h"
#include "mmu/i_mmu.h"
#include "params/params.h"
#include "walk/walk_file.h"
#include "walker/access_rule.h"
#include "walker/walk_port.h"

namespace cowmmu {

// A port with a place of its own.
class IMeasuredPort : public IWalkPort {
 public:
  // Calls `body` once, where the port's time can pass; the port is used only within.
  virtual void run(const std::function<void()>& body) { body(); }
};

// Makes the port that all translations of a file go through. `store` covers `backed` in whole
// pages; both outlive the port.
using MakeWalkPort =
    std::function<std::unique_ptr<IMeasuredPort>(FrameStore& store, const BackedRange& backed)>;
// An MMU that cannot translate the file: what() says why and what can.
struct WalkRefused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// What a machine with these parameters has: the ports of its memory, and an MMU for a file's
// memory.
struct WalkMachine {
  std::function<MakeWalkPort(const Params&)> port;
  std::function<std::unique_ptr<IMmu>(const Params&, const WalkFile&)> mmu;
};

struct WalkOptions {
  bool cycles = false;  // append " cycles N reads N", of the walk, to x lines
};

// What an x line gives.
struct FileAnswer {
  Cause cause = Cause::kNone;
  PhysAddr pa{};  // 0 at a fault
  Cycles cycles{};
  unsigned reads = 0;  // of PTEs
};

// Answers x lines; TLBs and walk caches are empty before each.
class IFileTranslator {
 public:
  virtual ~IFileTranslator() = default;
  virtual FileAnswer translate(const TranslateCommand& x, const TranslationState& state) = 0;
};

std::string run_walk_file(const WalkFile& file, IMmu& mmu, const MakeWalkPort& make_port,
                          const WalkOptions& options);
// By whatever translates, over a store for the file's memory.
std::string run_walk_commands(const std::vector<WalkCommand>& commands, FrameStore& store,
                              IFileTranslator& translator, const WalkOptions& options);
FrameStore store_for(const BackedRange& memory);

}  // namespace cowmmu
