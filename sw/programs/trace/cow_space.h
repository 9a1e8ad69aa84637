// SPDX-License-Identifier: Apache-2.0
// CowSpace: the pages of one address space as plain reference-counted copy-on-write sees them, with
// no time and no machine: the yardstick for the simulated OS, independent of it.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <vector>

#include "programs/trace/address_map.h"

namespace cowmmu::trace {

// What a write did: nothing special, first write of a private page, or a COW fault.
enum class Write : uint8_t { kPlain, kFirst, kCopy, kReuse };

// Reference counts of frames. A frame stands for the contents of one written private page.
class CowFrames {
 public:
  using Frame = uint32_t;
  Frame make() {
    references_.push_back(1);
    return static_cast<Frame>(references_.size() - 1);
  }
  void get(Frame frame) { ++references_[frame]; }
  void put(Frame frame) { --references_[frame]; }
  bool shared(Frame frame) const { return references_[frame] > 1; }

 private:
  std::vector<uint32_t> references_;
};

class CowSpace {
 public:
  explicit CowSpace(CowFrames& frames) : frames_(frames) {}
  // The child's side of a fork: shares every frame; both sides' are write-protected.
  explicit CowSpace(CowSpace* parent);
  ~CowSpace();
  CowSpace(const CowSpace&) = delete;
  CowSpace& operator=(const CowSpace&) = delete;

  void touch(Vpn page);   // fetched or read; outside every mapping: nothing
  Write write(Vpn page);  // the same for a store
  // A record that changes mappings: kMap, kUnmap, kProtect, kRemap, kAdvise.
  void change(Kind kind, const Detail& detail);

  struct Census {
    uint64_t present = 0;  // private pages with a touch so far
    uint64_t dirty = 0;    // those of them that have been written
  };
  Census census() const;

 private:
  static constexpr CowFrames::Frame kNoFrame = UINT32_MAX;
  struct Page {
    CowFrames::Frame frame = kNoFrame;  // none while clean, and in shared mappings
    bool write_protected = false;
  };
  using Pages = boost::unordered_flat_map<uint64_t, Page>;

  Page* present(Vpn page);
  // Takes the pages of a range out of the table.
  std::vector<std::pair<Vpn, Page>> take(VirtAddr start, ByteCount length);
  void drop(VirtAddr start, ByteCount length);
  void move(const Detail& detail);

  CowFrames& frames_;
  AddressMap map_;
  Pages pages_;
};

}  // namespace cowmmu::trace
