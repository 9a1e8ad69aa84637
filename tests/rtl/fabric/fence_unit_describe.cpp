// SPDX-License-Identifier: Apache-2.0
#include "rtl/fabric/fence_unit_describe.h"

#include <fmt/format.h>

namespace cowmmu {
namespace {

std::string words(const Fence& f) {
  return fmt::format("[{}{} page {:x} asid {:x}]", f.all_addresses ? "all addresses " : "",
                     f.all_asids ? "all asids" : "", vpn_of(f.va).value, f.asid.value);
}

}  // namespace

std::string describe(const FenceUnitIn& in) {
  std::string text = fmt::format("use {} mmu_fence_ready {} done {} ack_ready {}", in.use,
                                 in.mmu_fence_ready, in.mmu_fence_done, in.ack_ready);
  if (in.fence_valid) text += fmt::format(" fence {} {}", in.fence_from.value, words(in.fence));
  return text;
}

std::string describe(const FenceUnitOut& out) {
  return fmt::format("fence_ready {} hold {} mmu_fence_valid {} {} ack_valid {} from {} busy {}",
                     out.fence_ready, out.hold, out.mmu_fence_valid, words(out.mmu_fence),
                     out.ack_valid, out.ack_from.value, out.busy);
}

}  // namespace cowmmu
