// SPDX-License-Identifier: Apache-2.0
#include "oracle/image_digest.h"

#include <algorithm>
#include <map>

#include "digest/sha256.h"
#include "oracle/table_walk.h"
#include "os/shared_object.h"

namespace cowmmu {
namespace {

using Pages = std::map<Vpn, Ppn>;

void add_objects(const VmaRange& range, Pages& pages) {
  for (const auto& [number, frame] : range.vma.object->frames) {
    const Vpn page(number - range.vma.object_bias);
    if (page >= range.first && page < range.end) pages.emplace(page, frame);
  }
}

// A page that the page table shows wins: a private page of a file may differ from the file's.
Pages pages_of(const FrameStore& frames, const AddressSpace& space) {
  Pages pages;
  for_each_leaf(frames, space, [&](Vpn first, const Leaf& leaf) {
    for (uint64_t k = 0; k < pages_of_level(leaf.level); ++k) {
      const Vpn page(first.value + k);
      pages.emplace_hint(pages.end(), page, leaf.frame(page));
    }
  });
  for (const VmaRange& range : space.vmas.all()) {
    if (range.vma.object != nullptr) add_objects(range, pages);
  }
  return pages;
}

bool all_zero(std::span<const std::byte> bytes) {
  return std::ranges::all_of(bytes, [](std::byte b) { return b == std::byte{0}; });
}

}  // namespace

ImageDigest image_digest(const FrameStore& frames, const AddressSpace& space) {
  ImageDigest image;
  Sha256 sha;
  for (const auto& [page, frame] : pages_of(frames, space)) {
    if (!frames.contains(addr_of(frame)) || frames.is_zero_backed(frame)) continue;
    const auto bytes = frames.frame(frame);
    if (all_zero(bytes)) continue;
    ++image.pages;
    sha.add(&page.value, sizeof page.value);  // hosts are little-endian (frame_store.h)
    sha.add(bytes.data(), bytes.size());
  }
  image.sha256 = sha.hex();
  return image;
}

}  // namespace cowmmu
