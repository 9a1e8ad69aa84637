// SPDX-License-Identifier: Apache-2.0
#include "wave/vcd_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sysc/tracing/sc_tracing_ids.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "errors/errors.h"

namespace cowmmu {
namespace {

// SystemC adds it to the name it is given.
constexpr const char* kSuffix = ".vcd";

int open_or_throw(const std::filesystem::path& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC, 0666);
  if (descriptor < 0)
    throw InputError("cannot write " + path.string() + ": " + std::strerror(errno));
  return descriptor;
}

void close_if_open(int& descriptor) {
  if (descriptor >= 0) ::close(std::exchange(descriptor, -1));
}

}  // namespace

VcdFile::VcdFile(const RecordFile& file) : output_(file) {
  const std::string name =
      std::filesystem::temp_directory_path() / ("cowmmu-wave-" + std::to_string(::getpid()));
  fifo_ = name + kSuffix;
  ::unlink(fifo_.c_str());
  if (::mkfifo(fifo_.c_str(), 0600) != 0)
    throw InputError("cannot make " + fifo_ + ": " + std::strerror(errno));
  // A reader may open first only without waiting, a writer only after it.
  read_end_ = open_or_throw(fifo_, O_RDONLY | O_NONBLOCK);
  held_open_ = open_or_throw(fifo_, O_WRONLY);
  ::fcntl(read_end_, F_SETFL, 0);
  carrier_ = std::thread([this] { carry(); });
  sc_core::sc_report_handler::set_actions(sc_core::SC_ID_TRACING_TIMESCALE_UNIT_,
                                          sc_core::SC_DO_NOTHING);
  trace_file_ = sc_core::sc_create_vcd_trace_file(name.c_str());
  trace_file_->set_time_unit(1, sc_core::SC_PS);
}

VcdFile::~VcdFile() {
  end_writing();
  close_if_open(read_end_);
}

void VcdFile::carry() {
  std::array<char, 65536> buffer;
  for (;;) {
    const ssize_t got = ::read(read_end_, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return;
    remove_fifo();  // it is open at both ends: whoever is killed from here on leaves none behind
    const std::string_view bytes(buffer.data(), static_cast<size_t>(got));
    keep_header(bytes);
    output_.write(bytes);  // after an error, too, the rest is read: the writer must not block
  }
}

void VcdFile::keep_header(std::string_view bytes) {
  static constexpr std::string_view kEnd = "$enddefinitions";
  if (header_ends_) return;
  const size_t seen = header_.size() < kEnd.size() ? 0 : header_.size() - kEnd.size();
  header_ += bytes;
  const size_t end = header_.find(kEnd, seen);
  header_ends_ = end != std::string::npos;
  if (header_ends_) header_.resize(end + kEnd.size());
}

void VcdFile::end_writing() {
  if (trace_file_ != nullptr) sc_core::sc_close_vcd_trace_file(std::exchange(trace_file_, nullptr));
  close_if_open(held_open_);
  if (carrier_.joinable()) carrier_.join();
  remove_fifo();
}

void VcdFile::remove_fifo() {
  if (!fifo_.empty()) ::unlink(fifo_.c_str());
  fifo_.clear();
}

void VcdFile::close() {
  end_writing();
  output_.close();
}

}  // namespace cowmmu
