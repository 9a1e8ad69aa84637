// SPDX-License-Identifier: Apache-2.0
// image_digest: what a process's memory holds, as one number (docs: stats.json, processes.images).
// SHA-256 over, for each page that holds a byte other than zero, ascending: the page number (8
// bytes, little-endian) and the page's 4096 bytes. Untouched pages are zero, and whether a zero
// page is present, or was ever read, differs between fork policies: so pages that are all zero are
// part of no digest and no count. A page of a file or of shared memory counts as mapped whether or
// not this process has touched it.
#pragma once

#include <cstdint>
#include <string>

#include "dram/frame_store.h"
#include "os/address_space.h"

namespace cowmmu {

struct ImageDigest {
  uint64_t pages = 0;  // that are not all zero
  std::string sha256;  // lower-case hexadecimal
};

ImageDigest image_digest(const FrameStore& frames, const AddressSpace& space);

}  // namespace cowmmu
