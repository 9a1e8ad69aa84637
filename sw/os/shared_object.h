// SPDX-License-Identifier: Apache-2.0
// SharedObject: frames that belong to a file or to shared anonymous memory, by page number in it.
// ObjectTable: all of them. Shared memory lives while a mapping refers to it; a file (its page
// cache) lives on. An object's own hold on a frame is one reference and no map.
#pragma once

#include <map>
#include <memory>
#include <optional>

#include "os/memory_services.h"

namespace cowmmu {

struct SharedObject {
  uint64_t id = 0;  // never 0, never used again; files have kFileBit
  bool file = false;
  PhysAddr line{};  // word 2 stands for the index of its frames
  SpinLock lock;
  std::map<uint64_t, Ppn> frames{};  // lock
  uint64_t mapped_pages = 0;         // the table's lock

  static constexpr uint64_t kFileBit = 1ULL << 63;
};

class ObjectTable {
 public:
  explicit ObjectTable(const MemoryServices& services);

  SharedObject* file(ICpu& cpu, uint64_t file_id);
  SharedObject* shared_memory(ICpu& cpu);
  // Mappings of so many pages were made (unmade: frees shared memory without any). Their PTEs are
  // gone and flushed before unmap().
  void map(ICpu& cpu, SharedObject& object, uint64_t pages);
  void unmap(ICpu& cpu, SharedObject& object, uint64_t pages);

  struct Frame {
    Ppn ppn{};
    bool made = false;
  };
  // The object's frame of that page, zero-filled at its first use; nullopt without memory. The
  // caller's mapping is added: one reference, one map. Object's lock, 1 load, 1 atomic; at first
  // use the allocation, zeroing and 1 store more.
  std::optional<Frame> frame(ICpu& cpu, SharedObject& object, uint64_t page);

  template <class Visit>
  void for_each_frame(Visit visit) const {
    for (const auto& [id, object] : objects_) {
      for (const auto& [page, ppn] : object->frames) visit(ppn);
    }
  }

 private:
  SharedObject* make(ICpu& cpu, uint64_t id, bool file);
  void end(ICpu& cpu, SharedObject& object);

  const MemoryServices& services_;
  SpinLock lock_;
  uint64_t last_id_ = 0;
  std::map<uint64_t, std::unique_ptr<SharedObject>> objects_;
};

}  // namespace cowmmu
