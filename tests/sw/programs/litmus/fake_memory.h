// SPDX-License-Identifier: Apache-2.0
// FakeMemory: the memory rules of the OS (fork, faults, pins, limits) as plain values: no time, no
// page-table bytes, no harts. It says what litmus tests must see, independently of the kernel.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "os/syscall.h"
#include "programs/litmus/litmus_probe.h"

namespace cowmmu::litmus {

enum class FakeFork { kCow, kTextbook, kEager };

struct FakeFrame {
  std::map<uint64_t, uint64_t> words;  // by offset; absent: 0
  uint64_t maps = 0, pins = 0, gets = 0;
  bool exclusive = false, of_object = false;
  uint64_t id = 0;
};
using FramePtr = std::shared_ptr<FakeFrame>;
// A file or a shared object: pages that exist on their own.
struct FakeObject {
  std::map<uint64_t, FramePtr> pages;
  bool file = false;
  uint64_t id = 0;
};
struct FakeVma {
  uint64_t first = 0, end = 0;  // pages
  uint64_t prot = 0;
  bool shared = false;
  std::shared_ptr<FakeObject> object;
  uint64_t object_page = 0;  // of `first`
};
struct FakePte {
  FramePtr frame;  // null: the zero page
  bool writable = false;
};
struct FakeSpace {
  std::vector<FakeVma> vmas;
  std::map<uint64_t, FakePte> pages;
  std::set<std::pair<unsigned, uint64_t>> tables;
  std::map<uint64_t, std::pair<FramePtr, PinMode>> pins;  // by handle
  std::set<uint64_t> harts;                               // ran this space
  uint64_t heap_pages = 0;
};

struct FakeCounts {
  uint64_t copies = 0, zero_fills = 0, reuses = 0, faults = 0, shootdowns = 0, ipis = 0;
};

class FakeMemory {
 public:
  FakeFork policy = FakeFork::kCow;
  std::optional<uint64_t> frame_limit, left;  // user frames; frames of any kind
  FakeCounts counts;
  uint64_t user_frames() const;
  bool flush_reaches_all = false;  // os.shootdown = ipi_all
  uint64_t harts = 1;

  // Empty: done. The value of a load is in `value`.
  std::optional<KillReason> access(FakeSpace& space, uint64_t hart, const Op& op, uint64_t& value);
  SysError call(FakeSpace& space, uint64_t hart, const Op& op, uint64_t& value);
  SysError fork(FakeSpace& parent, uint64_t hart, FakeSpace& child);
  void destroy(FakeSpace& space);
  PageView view(const FakeSpace& space, uint64_t page) const;

 private:
  struct NoFrame {};
  enum class Pinned { kIgnored, kHonoured };

  SysError mapping_call(FakeSpace& space, uint64_t hart, const Op& op, uint64_t& value);
  SysError mmap(FakeSpace& space, const Op& op, uint64_t& value);
  SysError mremap(FakeSpace& space, uint64_t hart, const Op& op, uint64_t& value);
  SysError brk(FakeSpace& space, uint64_t hart, const Op& op);
  SysError pin_call(FakeSpace& space, uint64_t hart, const Op& op, uint64_t& value);
  void protect(FakeSpace& space, uint64_t hart, uint64_t first, uint64_t end, uint64_t prot);
  void unmap(FakeSpace& space, uint64_t hart, uint64_t first, uint64_t end);
  void drop_pages(FakeSpace& space, uint64_t hart, uint64_t first, uint64_t end);
  void split(FakeSpace& space, uint64_t page);
  const FakeVma* find(const FakeSpace& space, uint64_t page) const;
  FakePte& make_present(FakeSpace& space, uint64_t hart, uint64_t page, bool store);
  void write_fault(FakeSpace& space, uint64_t hart, uint64_t page, FakePte& pte);
  FramePtr object_frame(const FakeVma& vma, uint64_t page);
  void share(FakeSpace& child, uint64_t page, FakePte& pte, bool is_private);
  FramePtr new_frame(bool user, bool of_object);
  FramePtr copy_of(const FakeFrame& frame);
  void set_pte(FakeSpace& space, uint64_t page, FakePte pte);
  void drop(FramePtr frame);
  void add_tables(FakeSpace& space, uint64_t page);
  void take_one();
  void flush(const FakeSpace& space, uint64_t hart);

  std::map<uint64_t, std::shared_ptr<FakeObject>> files_;
  std::vector<std::weak_ptr<FakeObject>> shared_;
  uint64_t private_frames_ = 0;
  uint64_t next_id_ = 1;
};

}  // namespace cowmmu::litmus
