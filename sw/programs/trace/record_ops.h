// SPDX-License-Identifier: Apache-2.0
// The system calls of the records that change or use memory through the kernel.
#pragma once

#include "base/program.h"
#include "programs/trace/recording.h"

namespace cowmmu::trace {

// A kMap, kUnmap, kProtect, kRemap, kAdvise, kKernelWrite or kKernelRead record's system call.
// Private file mappings that agree in address, length and protection are of the same file (the
// format does not name files; without address randomisation this finds a library again).
Op memory_call(const Recording& recording, const Record& record, ThreadIndex thread);

Op map_call(const Detail& detail);
Op protect_call(VirtAddr address, ByteCount length, Protection protection);

}  // namespace cowmmu::trace
