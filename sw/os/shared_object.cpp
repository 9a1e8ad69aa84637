// SPDX-License-Identifier: Apache-2.0
#include "os/shared_object.h"

namespace cowmmu {

ObjectTable::ObjectTable(const MemoryServices& services)
    : services_(services),
      lock_(LockCosts(services.params.cost).spin(services.frames.layout().object_table_line())) {}

SharedObject* ObjectTable::file(ICpu& cpu, uint64_t file_id) {
  const LockGuard guard(cpu, lock_);
  const uint64_t id = file_id | SharedObject::kFileBit;
  const auto found = objects_.find(id);
  return found != objects_.end() ? found->second.get() : make(cpu, id, true);
}

SharedObject* ObjectTable::shared_memory(ICpu& cpu) {
  const LockGuard guard(cpu, lock_);
  return make(cpu, ++last_id_, false);
}

SharedObject* ObjectTable::make(ICpu& cpu, uint64_t id, bool file) {
  const PhysAddr line = services_.arena.allocate_line(cpu);
  for (uint64_t word = 0; word < 3; ++word) cpu.store(PhysAddr(line.value + word * 8), 0);
  const LockCosts costs(services_.params.cost);
  auto object = std::unique_ptr<SharedObject>(
      new SharedObject{.id = id, .file = file, .line = line, .lock = costs.spin(line)});
  return (objects_[id] = std::move(object)).get();
}

void ObjectTable::map(ICpu& cpu, SharedObject& object, uint64_t pages) {
  const LockGuard guard(cpu, lock_);
  object.mapped_pages += pages;
}

void ObjectTable::unmap(ICpu& cpu, SharedObject& object, uint64_t pages) {
  const LockGuard guard(cpu, lock_);
  object.mapped_pages -= pages;
  if (object.mapped_pages == 0 && !object.file) end(cpu, object);
}

void ObjectTable::end(ICpu& cpu, SharedObject& object) {
  const PageDescriptors& descriptors = services_.frames.descriptors();
  for (const auto& [page, ppn] : object.frames) {
    const FrameCounts left = descriptors.remove(cpu, ppn, FrameCounts::kReference);
    if (left.references() == 0) {
      services_.frames.free(cpu, ppn);
    } else {
      descriptors.set_exclusive(cpu, ppn, true);  // a pin's alone from now on: no object owns it
    }
  }
  services_.arena.free_line(cpu, object.line);
  objects_.erase(object.id);
}

std::optional<ObjectTable::Frame> ObjectTable::frame(ICpu& cpu, SharedObject& object,
                                                     uint64_t page) {
  const LockGuard guard(cpu, object.lock);
  const PhysAddr index(object.line.value + 16);
  cpu.load(index);
  const auto found = object.frames.find(page);
  bool made = false;
  Ppn ppn{};
  if (found != object.frames.end()) {
    ppn = found->second;
  } else {
    const auto fresh =
        services_.frames.allocate(cpu, object.file ? FrameUse::kFile : FrameUse::kShared);
    if (!fresh) return std::nullopt;
    ppn = *fresh;
    made = true;
    {
      const PhaseGuard phase(cpu, Phase::kFaultZero);
      cpu.zero_page(ppn);
    }
    cpu.store(index, page);
    object.frames.emplace(page, ppn);
  }
  services_.frames.descriptors().add(cpu, ppn, FrameCounts::kMapping);
  return Frame{ppn, made};
}

}  // namespace cowmmu
