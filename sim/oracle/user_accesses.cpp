// SPDX-License-Identifier: Apache-2.0
// Oracles as the harts see it. Apart, so that all else can be tested without a machine.
#include "hart/hart.h"
#include "oracle/oracles.h"

namespace cowmmu {
namespace {

Witness witness(const Hart& hart, const AddressSpace& space) {
  return {hart.id(), hart.now(), space.owner};
}

}  // namespace

void Oracles::user_load(const Hart& hart, VirtAddr va, PhysAddr pa, uint64_t value) {
  const AddressSpace* space = space_of_(hart.id());
  if (!space) return;
  stale_.access(witness(hart, *space), *space, {Access::kLoad, va, pa});
  marks_.access(*space, {Access::kLoad, va, pa});
  flat_.load(witness(hart, *space), *space, va, value);
}

void Oracles::user_store(const Hart& hart, VirtAddr va, PhysAddr pa, uint64_t value) {
  const AddressSpace* space = space_of_(hart.id());
  if (!space) return;
  stale_.access(witness(hart, *space), *space, {Access::kStore, va, pa});
  marks_.access(*space, {Access::kStore, va, pa});
  flat_.store(*space, va, value);
}

void Oracles::user_fetch(const Hart& hart, VirtAddr va, PhysAddr pa) {
  const AddressSpace* space = space_of_(hart.id());
  if (!space) return;
  stale_.access(witness(hart, *space), *space, {Access::kFetch, va, pa});
  marks_.access(*space, {Access::kFetch, va, pa});
}

}  // namespace cowmmu
