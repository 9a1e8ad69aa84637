// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "base/check.h"
#include "os/shootdown/policies.h"

namespace cowmmu {
namespace {

struct Entry {
  const char* name;
  std::unique_ptr<IShootdownPolicy> (*make)(const ShootdownServices&);
};
constexpr auto kPolicies = std::to_array<Entry>({
    {"ipi_mask", make_ipi_mask},
    {"ipi_all", make_ipi_all},
    {"broadcast", make_broadcast},
});

}  // namespace

std::unique_ptr<IShootdownPolicy> make_shootdown(const ShootdownServices& services) {
  const auto it = std::ranges::find(kPolicies, services.params.shootdown, &Entry::name);
  COWMMU_CHECK(it != kPolicies.end(),
               "os.shootdown " + services.params.shootdown + " is not built");
  return it->make(services);
}

std::vector<std::string> shootdown_names() {
  std::vector<std::string> names;
  names.reserve(kPolicies.size());
  for (const Entry& entry : kPolicies) names.emplace_back(entry.name);
  return names;
}

}  // namespace cowmmu
