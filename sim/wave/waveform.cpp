// SPDX-License-Identifier: Apache-2.0
#include "wave/waveform.h"

#include "output/output_file.h"
#include "wave/gtkw.h"

namespace cowmmu {

Waveform::Waveform(Files files, Machine& machine, const ProcessOf& process_of)
    : files_(std::move(files)), vcd_(files_.vcd, files_.vcd.parent_path() / files_.shown_vcd) {
  machine.trace(vcd_.trace_file(), process_of);
}

void Waveform::finish() {
  vcd_.close();
  write_file(files_.gtkw, gtkw_text(read_vcd_names(files_.vcd), files_.shown_vcd));
}

}  // namespace cowmmu
