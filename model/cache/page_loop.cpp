// SPDX-License-Identifier: Apache-2.0
#include "cache/page_loop.h"

#include <algorithm>

namespace cowmmu {
namespace {

PhysAddr word_address(Ppn page, uint64_t line, uint64_t word) {
  return PhysAddr(addr_of(page).value + line * kLineBytes + word * 8);
}

}  // namespace

PageLoop::PageLoop(Shape shape, LocalClock& clock, MissUnit& misses, FrameStore& frames)
    : shape_(shape), clock_(clock), misses_(misses), frames_(frames), entries_(shape.window) {
  for (auto it = entries_.rbegin(); it != entries_.rend(); ++it) free_.push_back(&*it);
}

void PageLoop::copy(Ppn dst, Ppn src) {
  run({dst, src, true});
  if (std::ranges::equal(frames_.frame(dst), frames_.frame(src))) frames_.copy_frame(dst, src);
}

void PageLoop::zero(Ppn dst) {
  run({dst, {}, false});
  const auto bytes = frames_.frame(dst);
  if (std::ranges::all_of(bytes, [](std::byte b) { return b == std::byte{}; }))
    frames_.zero_frame(dst);
}

void PageLoop::run(const Pages& pages) {
  Cycles next_at = clock_.now();
  uint64_t next = 0;
  while (next < kLinesPerPage || !misses_.idle()) {
    const bool may_begin = next < kLinesPerPage && !free_.empty();
    const auto begin_at = may_begin ? std::optional(std::max(next_at, clock_.now())) : std::nullopt;
    Transaction* done = misses_.progress(begin_at);
    if (done != nullptr) {
      clock_.advance_to(done->at);
      Entry& entry = entry_of(done);
      if (!advance(entry, pages)) free_.push_back(&entry);
      continue;
    }
    clock_.advance_to(*begin_at);
    Entry& entry = *free_.back();
    free_.pop_back();
    entry.line = next++;
    begin(entry, pages, *begin_at);
    next_at = *begin_at + shape_.interval;
  }
}

void PageLoop::begin(Entry& entry, const Pages& pages, Cycles at) {
  if (!pages.copying) {
    entry.words.fill(0);
    return start_write(entry, pages, at);
  }
  entry.writing = false;
  entry.transaction = {.line = line_of(word_address(pages.src, entry.line, 0))};
  misses_.start(entry.transaction, at);
}

void PageLoop::start_write(Entry& entry, const Pages& pages, Cycles at) {
  entry.writing = true;
  entry.transaction = {
      .line = line_of(word_address(pages.dst, entry.line, 0)), .exclusive = true, .data = false};
  misses_.start(entry.transaction, at);
}

// What follows when the entry's transaction is done. False: nothing, the line is finished.
bool PageLoop::advance(Entry& entry, const Pages& pages) {
  if (!entry.writing) {
    for (uint64_t w = 0; w < kWordsPerLine; ++w)
      entry.words[w] = frames_.read64(word_address(pages.src, entry.line, w));
    start_write(entry, pages, entry.transaction.at);
    return true;
  }
  for (uint64_t w = 0; w < kWordsPerLine; ++w)
    frames_.write64(word_address(pages.dst, entry.line, w), entry.words[w]);
  return false;
}

PageLoop::Entry& PageLoop::entry_of(const Transaction* t) {
  return *std::find_if(entries_.begin(), entries_.end(),
                       [t](const Entry& e) { return &e.transaction == t; });
}

}  // namespace cowmmu
