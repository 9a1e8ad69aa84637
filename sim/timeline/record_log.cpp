// SPDX-License-Identifier: Apache-2.0
#include "timeline/record_log.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "errors/errors.h"

namespace cowmmu {

namespace {

// Never has a name, where the file system knows how: a process that is killed leaves nothing.
int open_unnamed(const std::filesystem::path& folder) {
  const int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file >= 0) return file;
  std::string name = (folder / ".timeline-XXXXXX").string();
  const int named = ::mkostemp(name.data(), O_CLOEXEC);
  if (named >= 0) ::unlink(name.c_str());
  return named;
}

}  // namespace

RecordLog::RecordLog(uint64_t harts, const std::filesystem::path& folder)
    : harts_(harts), file_(open_unnamed(folder)) {
  if (file_ < 0)
    throw InputError("cannot write to folder " + folder.string() + ": " + std::strerror(errno));
  for (Hart& hart : harts_) hart.last.reserve(kChunk);
}

RecordLog::~RecordLog() { ::close(file_); }

uint64_t RecordLog::add(uint64_t hart, const Record& record) {
  Hart& h = harts_[hart];
  if (h.last.size() == kChunk) flush(h);
  h.last.push_back(record);
  return h.chunks.size() * kChunk + h.last.size() - 1;
}

void RecordLog::flush(Hart& hart) {
  write(end_, hart.last.data(), kChunk);
  hart.chunks.push_back(end_);
  end_ += kChunk * sizeof(Record);
  hart.last.clear();
}

void RecordLog::change(uint64_t hart, uint64_t number, const Record& record) {
  Hart& h = harts_[hart];
  const uint64_t chunk = number / kChunk, at = number % kChunk;
  if (chunk == h.chunks.size()) {
    h.last[at] = record;
  } else {
    write(h.chunks[chunk] + at * sizeof(Record), &record, 1);
  }
}

bool RecordLog::take_back(uint64_t hart, uint64_t number) {
  Hart& h = harts_[hart];
  if (h.last.empty() || h.chunks.size() * kChunk + h.last.size() - 1 != number) return false;
  h.last.pop_back();
  return true;
}

void RecordLog::clear() {
  for (Hart& hart : harts_) {
    hart.chunks.clear();
    hart.last.clear();
  }
  end_ = 0;
  if (::ftruncate(file_, 0) != 0 && error_ == 0) error_ = errno;
}

void RecordLog::write(uint64_t at, const Record* records, size_t count) {
  const auto* bytes = reinterpret_cast<const char*>(records);
  for (size_t left = count * sizeof(Record); left != 0 && error_ == 0;) {
    const ssize_t n = ::pwrite(file_, bytes, left, static_cast<off_t>(at));
    if (n < 0 && errno != EINTR) error_ = errno;
    if (n <= 0) continue;
    bytes += n;
    at += static_cast<uint64_t>(n);
    left -= static_cast<size_t>(n);
  }
}

void RecordLog::read(uint64_t at, std::vector<Record>& records) {
  records.resize(kChunk);
  auto* bytes = reinterpret_cast<char*>(records.data());
  for (size_t left = kChunk * sizeof(Record); left != 0 && error_ == 0;) {
    const ssize_t n = ::pread(file_, bytes, left, static_cast<off_t>(at));
    if (n < 0 && errno != EINTR) error_ = errno;
    if (n == 0) error_ = EIO;  // shorter than what was written
    if (n <= 0) continue;
    bytes += n;
    at += static_cast<uint64_t>(n);
    left -= static_cast<size_t>(n);
  }
}

void RecordLog::check() const {
  if (error_ != 0)
    throw RunError(std::string("the timeline's temporary file: ") + std::strerror(error_));
}

const Record* RecordLog::Reader::next() {
  const Hart& h = log_->harts_[hart_];
  if (at_ == records_.size()) {
    if (chunk_ > h.chunks.size()) return nullptr;
    if (chunk_ < h.chunks.size()) {
      log_->read(h.chunks[chunk_], records_);
      log_->check();
    } else {
      records_ = h.last;
    }
    ++chunk_;
    at_ = 0;
    if (records_.empty()) return nullptr;
  }
  return &records_[at_++];
}

}  // namespace cowmmu
