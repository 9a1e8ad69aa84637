// SPDX-License-Identifier: Apache-2.0
// Page tables as the oracles read them: straight from the bytes of memory, without time, TLBs or
// walk caches. Two views: what hardware would translate, and what software keeps there, which
// includes leaves whose V is clear because nobody may access the page.
#pragma once

#include <functional>
#include <optional>

#include "base/pte.h"
#include "dram/frame_store.h"
#include "os/address_space.h"

namespace cowmmu {

struct Leaf {
  Pte pte;
  unsigned level = 0;

  // The frame of this page of the region.
  Ppn frame(Vpn page) const;
};

// Hardware's view: valid entries only.
std::optional<Leaf> translate_now(const FrameStore& frames, const AddressSpace& space, VirtAddr va);
// Software's view: present where not 0.
std::optional<Leaf> present_leaf(const FrameStore& frames, const AddressSpace& space, VirtAddr va);
// Every present leaf in ascending order, with its first page; software's view.
void for_each_leaf(const FrameStore& frames, const AddressSpace& space,
                   const std::function<void(Vpn, const Leaf&)>& visit);

}  // namespace cowmmu
