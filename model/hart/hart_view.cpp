// SPDX-License-Identifier: Apache-2.0
#include "hart/hart_view.h"

namespace cowmmu {
namespace {

const char* name_of(OpKind kind) {
  switch (kind) {
    case OpKind::kLoad:
      return "load";
    case OpKind::kStore:
      return "store";
    case OpKind::kFetch:
      return "fetch";
    default:
      return "";
  }
}

}  // namespace

void HartView::show_phase(Phase phase) {
  show([this, phase] { phase_.set(kPhaseNames[static_cast<size_t>(phase)]); });
}

void HartView::show_access(const UserContext& context) {
  const bool retry = is_retry(context);
  faulted_ = nullptr;
  show([this, op = context.op.kind, va = context.op.va, retry] {
    op_.set(name_of(op));
    va_ = va.value;
    retry_ = retry;
    ++accesses_;
  });
}

void HartView::show_fault(const UserContext& context, Cause cause) {
  faulted_ = &context;
  fault_va_ = context.op.va;
  show([this, cause, op = context.op.kind] {
    ++faults_;
    fault_.set(name_of(op));
    cause_ = static_cast<uint32_t>(cause);
  });
}

void HartView::show_context() {
  show([this, process = process_of_(clock_.hart())] { process_ = process.value; });
}

void HartView::show_space(const Satp& satp) {
  show([this, asid = satp.asid] { asid_ = asid.value; });
}

void HartView::trace(sc_core::sc_trace_file* file, const std::string& prefix) const {
  phase_.trace(file, prefix + "phase");
  op_.trace(file, prefix + "op");
  sc_core::sc_trace(file, va_, prefix + "va");
  sc_core::sc_trace(file, accesses_, prefix + "accesses");
  sc_core::sc_trace(file, retry_, prefix + "retry");
  sc_core::sc_trace(file, faults_, prefix + "faults");
  sc_core::sc_trace(file, cause_, prefix + "cause");
  fault_.trace(file, prefix + "fault");
  sc_core::sc_trace(file, process_, prefix + "process");
  sc_core::sc_trace(file, asid_, prefix + "asid");
}

}  // namespace cowmmu
