// SPDX-License-Identifier: Apache-2.0
// What a hart executes for, and how a waveform sees it.
#include "hart/hart.h"

namespace cowmmu {

void Hart::set_satp(const Satp& satp) {
  await_look_ahead();
  mmu_.set_satp(satp);
  if (view_ != nullptr) view_->show_space(satp);
}

void Hart::set_context(UserContext* context) {
  context_ = context;
  if (view_ != nullptr) view_->show_context();
  if (events_ != nullptr) events_->context_set(id(), clock_.now());
}

void Hart::trace(sc_core::sc_trace_file* file, ViewQueue& queue, ProcessOf process_of) {
  view_ = std::make_unique<HartView>(queue, clock_, std::move(process_of));
  view_->trace(file, std::string(name()) + ".");
}

}  // namespace cowmmu
