// SPDX-License-Identifier: Apache-2.0
#include "os/gather.h"

namespace cowmmu {

Gather::Gather(MemoryCore& core, ICpu& cpu, AddressSpace& space)
    : core_(core), cpu_(cpu), space_(space), list_(core.services.params.flush_ceiling) {}

void Gather::take_page(const PteSlot& slot) {
  const Pte before = core_.tables.clear(cpu_, space_, slot);
  --space_.resident;
  if (before.valid()) list_.add(vpn_of(slot.va));
  if (counted(before)) pages_.push_back(before);
  if (pages_.size() == kBatch) finish();
}

void Gather::take_table(const PteSlot& slot) {
  tables_.push_back(core_.tables.clear(cpu_, space_, slot).ppn());
  list_.add_table();
}

void Gather::finish() {
  if (core_.mutant(&OsMutants::free_before_ack)) drop_pages();
  if (core_.mutant(&OsMutants::table_freed_during_walk)) free_tables();
  flush(core_, cpu_, space_, list_.request());
  list_.clear();
  drop_pages();
  free_tables();
}

void Gather::drop_pages() {
  for (const Pte page : pages_) drop_mapping(core_, cpu_, page);
  pages_.clear();
}

void Gather::free_tables() {
  for (const Ppn table : tables_) core_.services.frames.free(cpu_, table);
  space_.tables -= tables_.size();
  tables_.clear();
}

}  // namespace cowmmu
