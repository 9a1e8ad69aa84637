// SPDX-License-Identifier: Apache-2.0
#include "copier/copier.h"

#include <algorithm>

namespace cowmmu {

using What = LineTransfer::What;

Copier::Copier(const sc_core::sc_module_name& name, const CopierParams& params, Parts parts)
    : sc_module(name),
      submit_(params.submit_cycles),
      deliver_(params.deliver_cycles),
      clock_(parts.clock),
      memory_(parts.memory),
      frames_(parts.frames),
      engine_(std::move(parts.engine)),
      reads_(params.window),
      writes_(params.window) {
  SC_HAS_PROCESS(Copier);
  SC_THREAD(run);
}

void Copier::submit(LocalClock& from, const CopyOrder& order) {
  from.shared_step(from.now());
  const Cycles arrival = from.now() + deliver_;
  orders_.push_back({arrival, order});
  clock_.wake_at(arrival);
  from.forget_horizon();
  from.advance(submit_);
}

bool Copier::holds(Ppn frame) const {
  return std::ranges::any_of(
      orders_, [frame](const Arrival& a) { return a.order.src == frame || a.order.dst == frame; });
}

void Copier::run() {
  try {
    for (;;) {
      await_order();
      const CopyOrder order = orders_.front().order;
      copy(order);
      complete(order);
      orders_.pop_front();
      clock_.advance(Cycles(1));
    }
  } catch (const sc_core::sc_unwind_exception&) {
    throw;
  } catch (...) {
    failure_ = std::current_exception();
    sc_core::sc_stop();
  }
}

void Copier::await_order() {
  for (;;) {
    std::optional<Cycles> next;
    if (!orders_.empty()) next = std::max(orders_.front().at, clock_.now());
    if (next && clock_.may_share(*next)) return clock_.advance_to(*next);
    clock_.block(next);
  }
}

// Cycle by cycle, those in which nothing can happen apart.
void Copier::copy(const CopyOrder& order) {
  CopierIn in{.desc_valid = true, .desc_src = order.src, .desc_dst = order.dst};
  for (;;) {
    const CopierOut out = engine_->step(in, clock_.now());
    if (out.done_valid) return;
    issue(out);
    next_cycle();
    in = inputs();
  }
}

// The directory always takes a request.
CopierIn Copier::inputs() {
  CopierIn in{.rd_ready = true, .wr_ready = true};
  if (!responses_.empty()) {
    in.rsp_valid = true;
    in.rsp_id = responses_.front()->client;
    in.rsp_data = responses_.front()->words;
    responses_.pop_front();
  }
  if (!acks_.empty()) {
    in.ack_valid = true;
    in.ack_id = acks_.front()->client;
    acks_.pop_front();
  }
  return in;
}

void Copier::issue(const CopierOut& out) {
  if (out.rd_valid) {
    LineTransfer& t = reads_[out.rd_id] = {};
    t.line = out.rd_line, t.what = What::kReadLine, t.client = out.rd_id;
    memory_.start(t, clock_.now());
  }
  if (out.wr_valid) {
    LineTransfer& t = writes_[out.wr_id] = {};
    t.line = out.wr_line, t.what = What::kWriteLine, t.client = out.wr_id, t.words = out.wr_data;
    memory_.start(t, clock_.now());
  }
}

void Copier::next_cycle() {
  Cycles at = clock_.now() + Cycles(1);
  if (engine_->waits() && responses_.empty() && acks_.empty()) {
    LineTransfer* first = memory_.progress(std::nullopt);
    at = std::max(at, first->at);
    collect(first);
  }
  while (LineTransfer* done = memory_.progress(at)) collect(done);
  clock_.advance_to(at);
}

void Copier::collect(LineTransfer* done) {
  (done->what == What::kReadLine ? responses_ : acks_).push_back(done);
}

void Copier::complete(const CopyOrder& order) {
  if (std::ranges::equal(frames_.frame(order.dst), frames_.frame(order.src)))
    frames_.copy_frame(order.dst, order.src);
  word_ = {};
  word_.line = line_of(order.done), word_.what = What::kStoreWord;
  word_.word = page_offset(order.done) % kLineBytes / 8;
  word_.words[0] = order.value;
  memory_.start(word_, clock_.now());
  clock_.advance_to(memory_.progress(std::nullopt)->at);
  ++copies_;
}

}  // namespace cowmmu
