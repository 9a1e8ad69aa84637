// SPDX-License-Identifier: Apache-2.0
#include "timeline/write_timeline.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <optional>
#include <queue>
#include <tuple>
#include <vector>

#include "errors/errors.h"
#include "timeline/trace_events.h"

namespace cowmmu {
namespace {

// The bytes on their way to the file.
class Sink {
 public:
  explicit Sink(const RecordFile& file)
      : shown_(file.shown), file_(std::fopen(file.path.c_str(), "wbe")) {
    check(file_ != nullptr);
  }
  ~Sink() {
    if (file_ != nullptr) std::fclose(file_);
  }
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;

  fmt::memory_buffer& buffer() { return buffer_; }
  void flush_if_large() {
    if (buffer_.size() > 1 << 16) flush();
  }
  // The last line added ends in a comma and a newline, in whose place `end` stands.
  void finish(std::string_view end) {
    buffer_.resize(buffer_.size() - 2);
    buffer_.append(end);
    flush();
    check(std::fclose(std::exchange(file_, nullptr)) == 0);
  }

 private:
  void flush() {
    check(std::fwrite(buffer_.data(), 1, buffer_.size(), file_) == buffer_.size());
    buffer_.clear();
  }
  void check(bool good) const {
    if (!good) throw RunError("writing failed: " + shown_.string() + ": " + std::strerror(errno));
  }

  std::filesystem::path shown_;
  std::FILE* file_;
  fmt::memory_buffer buffer_;
};

// A counter changes in the file at most once a microsecond, then to its value at that instant.
class Counter {
 public:
  Counter(std::string_view name, Cycles interval) : name_(name), interval_(interval.value) {}

  void begin(TraceEvents& events, uint64_t cycle, int64_t value) {
    value_ = value;
    show(events, cycle);
  }
  void set(uint64_t cycle, int64_t value) {
    if (value_ == shown_) due_ = std::max(next_, cycle);
    value_ = value;
  }
  // Where it shows next; ~0: its value stands there already.
  uint64_t due() const { return value_ != shown_ ? due_ : ~0ULL; }
  // All changes before this cycle are known.
  void reach(TraceEvents& events, uint64_t cycle) {
    if (value_ != shown_ && due_ < cycle) show(events, due_);
  }
  void finish(TraceEvents& events, uint64_t end) {
    if (value_ != shown_) show(events, std::min(due_, end));
  }

 private:
  void show(TraceEvents& events, uint64_t cycle) {
    events.counter(name_, cycle, value_);
    shown_ = value_;
    next_ = cycle + interval_;
  }

  std::string_view name_;
  uint64_t interval_;
  uint64_t next_ = 0;  // not before
  uint64_t due_ = 0;   // where `value_` is not shown yet
  int64_t value_ = 0;
  int64_t shown_ = 0;
};

class Counters {
 public:
  Counters(TraceEvents& events, const TimelineParts& parts)
      : events_(events),
        total_(static_cast<int64_t>(parts.frames)),
        frames_(parts.before),
        free_("free frames", Cycles(parts.clock.mhz())),
        shared_("shared pages", Cycles(parts.clock.mhz())) {
    free_.begin(events_, parts.begin.value, total_ - frames_.in_use());
    shared_.begin(events_, parts.begin.value, frames_.shared());
  }
  void reach(uint64_t cycle) { in_order(&Counter::reach, cycle); }
  void add(const Record& record) {
    frames_.add(record);
    free_.set(record.start, total_ - frames_.in_use());
    shared_.set(record.start, frames_.shared());
  }
  void finish(uint64_t end) { in_order(&Counter::finish, end); }

 private:
  void in_order(void (Counter::*what)(TraceEvents&, uint64_t), uint64_t cycle) {
    const bool swapped = shared_.due() < free_.due();
    ((swapped ? shared_ : free_).*what)(events_, cycle);
    ((swapped ? free_ : shared_).*what)(events_, cycle);
  }

  TraceEvents& events_;
  int64_t total_;
  SharedFrames frames_;
  Counter free_, shared_;
};

// All harts' records by (start, hart, order).
class Merged {
 public:
  Merged(RecordLog& log, uint64_t harts) {
    for (uint64_t h = 0; h < harts; ++h) {
      readers_.emplace_back(log, h);
      fetch(h);
    }
  }
  struct Next {
    const Record* record;
    uint64_t hart;
  };
  // `record` is nullptr at the end; it stands until the next call.
  Next next() {
    if (last_) fetch(*std::exchange(last_, std::nullopt));
    if (heads_.empty()) return {nullptr, 0};
    const Head head = heads_.top();
    heads_.pop();
    last_ = head.hart;
    return {head.record, head.hart};
  }

 private:
  struct Head {
    uint64_t start;
    uint64_t hart;
    const Record* record;
    bool operator>(const Head& o) const {
      return std::tie(start, hart) > std::tie(o.start, o.hart);
    }
  };
  void fetch(uint64_t hart) {
    if (const Record* record = readers_[hart].next()) heads_.push({record->start, hart, record});
  }

  std::vector<RecordLog::Reader> readers_;
  std::priority_queue<Head, std::vector<Head>, std::greater<>> heads_;
  std::optional<uint64_t> last_;
};

void write_head(fmt::memory_buffer& out, const TimelineParts& parts) {
  fmt::format_to(fmt::appender(out),
                 R"({{"displayTimeUnit":"ns","otherData":{{"schema":1,"cycles_per_microsecond":{},)"
                 R"("cycles":{},"harts":{}}},"traceEvents":[)",
                 parts.clock.mhz(), parts.length.value, parts.harts);
  out.push_back('\n');
}

}  // namespace

void write_timeline(const RecordFile& file, TimelineParts parts) {
  Sink sink(file);
  write_head(sink.buffer(), parts);
  TraceEvents events(sink.buffer(), parts.clock, parts.begin);
  Counters counters(events, parts);
  Merged merged(parts.log, parts.harts);
  for (Merged::Next next = merged.next(); next.record != nullptr; next = merged.next()) {
    const Record& record = *next.record;
    counters.reach(record.start);
    counters.add(record);
    if (record.kind == RecordKind::kFlow && parts.unfinished.contains(record.a)) continue;
    events.add(record, next.hart);
    sink.flush_if_large();
  }
  counters.finish((parts.begin + parts.length).value);
  events.names();
  sink.finish("\n]}\n");
}

}  // namespace cowmmu
