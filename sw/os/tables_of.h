// SPDX-License-Identifier: Apache-2.0
// The page tables that become useless when mappings go.
#pragma once

#include <limits>
#include <vector>

#include "os/table_cursor.h"

namespace cowmmu {

// The neighbours of what goes: mapped pages outside [floor, ceiling) still need their tables.
struct Neighbours {
  Vpn floor{}, ceiling{};
};
inline constexpr Neighbours kEverything{Vpn(0), Vpn(std::numeric_limits<uint64_t>::max())};

// Runs visit(entry) for each table that serves some page of `parts` and nothing beyond `limits`.
// `parts` ascend, with nothing mapped between them that stays. A table that two parts share is
// visited with the second.
template <class Visit>
void for_each_table(ICpu& cpu, const AddressSpace& space, const std::vector<VmaRange>& parts,
                    const Neighbours& limits, Visit visit) {
  for (size_t k = 0; k < parts.size(); ++k) {
    const Vpn ceiling = k + 1 < parts.size() ? parts[k + 1].first : limits.ceiling;
    TableCursor tables(space, {parts[k].first, parts[k].end, limits.floor, ceiling});
    while (const auto entry = tables.next(cpu)) visit(*entry);
  }
}

}  // namespace cowmmu
