// SPDX-License-Identifier: Apache-2.0
#include "copier/timed_copier.h"

#include <algorithm>

namespace cowmmu {
namespace {

LineAddr line_of_page(Ppn page, uint64_t line) {
  return LineAddr(line_of(addr_of(page)).value + line);
}

}  // namespace

TimedCopier::TimedCopier(const CopierParams& params)
    : start_(params.start_cycles), entries_(params.window) {}

void TimedCopier::reset() {
  busy_ = false;
  for (Entry& e : entries_) e.state = State::kFree;
}

bool TimedCopier::offers_read() const {
  return busy_ && start_left_ == Cycles(0) && read_.line < kLinesPerPage &&
         entry(read_.line).state == State::kFree && (!aborting_ || read_.held);
}

bool TimedCopier::offers_write() const {
  return busy_ && entry(write_.line).state == State::kFull && (!aborting_ || write_.held);
}

bool TimedCopier::all_free() const {
  return std::ranges::all_of(entries_, [](const Entry& e) { return e.state == State::kFree; });
}

bool TimedCopier::done() const {
  return busy_ && all_free() && !read_.held && (write_.line == kLinesPerPage || aborting_);
}

bool TimedCopier::waits() const {
  return busy_ && !aborting_ && start_left_ == Cycles(0) && !offers_read() && !offers_write() &&
         !done();
}

CopierOut TimedCopier::outputs() const {
  CopierOut out;
  out.desc_ready = !busy_;
  out.busy = busy_;
  out.rd_valid = offers_read();
  if (out.rd_valid) {
    out.rd_id = read_.line % entries_.size();
    out.rd_line = line_of_page(src_, read_.line);
  }
  out.wr_valid = offers_write();
  if (out.wr_valid) {
    out.wr_id = write_.line % entries_.size();
    out.wr_line = line_of_page(dst_, write_.line);
    out.wr_data = entry(write_.line).data;
  }
  out.done_valid = done();
  out.done_aborted = out.done_valid && write_.line != kLinesPerPage;
  return out;
}

CopierOut TimedCopier::step(const CopierIn& in) {
  const CopierOut out = outputs();
  if (!busy_) {
    if (in.desc_valid) begin(in);
  } else if (out.done_valid) {
    busy_ = false;
  } else {
    if (aborting_) drop();
    answer(in);
    advance(in, out);
    aborting_ = aborting_ || in.abort_valid;
    if (start_left_ > Cycles(0)) start_left_ -= Cycles(1);
  }
  return out;
}

void TimedCopier::begin(const CopierIn& in) {
  busy_ = true;
  aborting_ = false;
  start_left_ = start_ - Cycles(1);
  src_ = in.desc_src;
  dst_ = in.desc_dst;
  read_ = write_ = {};
}

// What was read and not offered yet will not be written.
void TimedCopier::drop() {
  for (Entry& e : entries_)
    if (e.state == State::kFull && !(write_.held && &e == &entry(write_.line)))
      e.state = State::kFree;
}

void TimedCopier::answer(const CopierIn& in) {
  if (in.rsp_valid && in.rsp_id < entries_.size()) {
    Entry& e = entries_[in.rsp_id];
    if (e.state == State::kReading) e = {aborting_ ? State::kFree : State::kFull, in.rsp_data};
  }
  if (in.ack_valid && in.ack_id < entries_.size()) {
    Entry& e = entries_[in.ack_id];
    if (e.state == State::kWriting) e.state = State::kFree;
  }
}

void TimedCopier::advance(const CopierIn& in, const CopierOut& out) {
  if (out.rd_valid && in.rd_ready) entry(read_.line++).state = State::kReading;
  if (out.wr_valid && in.wr_ready) entry(write_.line++).state = State::kWriting;
  read_.held = out.rd_valid && !in.rd_ready;
  write_.held = out.wr_valid && !in.wr_ready;
}

}  // namespace cowmmu
