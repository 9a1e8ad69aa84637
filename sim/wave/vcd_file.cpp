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

VcdFile::VcdFile(const std::filesystem::path& path, const std::filesystem::path& shown)
    : shown_(shown) {
  file_ = open_or_throw(path, O_WRONLY | O_CREAT | O_TRUNC);
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
  close_if_open(file_);
}

void VcdFile::carry() {
  std::array<char, 65536> buffer;
  for (;;) {
    const ssize_t got = ::read(read_end_, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return;
    // After an error the rest is read all the same: the writer must not block.
    for (ssize_t done = 0; done < got && error_ == 0;) {
      const ssize_t n = ::write(file_, buffer.data() + done, static_cast<size_t>(got - done));
      if (n >= 0) {
        done += n;
      } else if (errno != EINTR) {
        error_ = errno;
      }
    }
  }
}

void VcdFile::end_writing() {
  if (trace_file_ != nullptr) sc_core::sc_close_vcd_trace_file(std::exchange(trace_file_, nullptr));
  close_if_open(held_open_);
  if (carrier_.joinable()) carrier_.join();
  ::unlink(fifo_.c_str());
}

void VcdFile::close() {
  end_writing();
  if (error_ == 0 && ::fsync(file_) != 0 && errno != EINVAL && errno != EROFS) error_ = errno;
  if (::close(std::exchange(file_, -1)) != 0 && error_ == 0) error_ = errno;
  if (error_ != 0)
    throw RunError("writing failed: " + shown_.string() + ": " + std::strerror(error_));
}

}  // namespace cowmmu
