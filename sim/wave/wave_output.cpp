// SPDX-License-Identifier: Apache-2.0
#include "wave/wave_output.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <set>
#include <sstream>
#include <utility>

#include "errors/errors.h"

namespace cowmmu {
namespace {

namespace fs = std::filesystem;

constexpr int kCannotRunIt = 127;  // as a shell says it
constexpr const char* kConverter = "vcd2fst";

[[noreturn]] void cannot_write(const fs::path& shown) {
  throw InputError(shown.string() + ": cannot be written: " + std::strerror(errno));
}

// Only calls that are safe after a fork of a process with threads.
[[noreturn]] void become_converter(int in, const char* file) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // an interrupted simulation leaves none behind
  ::dup2(in, STDIN_FILENO);
  const int nowhere = ::open("/dev/null", O_WRONLY);
  ::dup2(nowhere, STDOUT_FILENO);
  ::dup2(nowhere, STDERR_FILENO);
  ::execlp(kConverter, kConverter, "-", file, nullptr);
  ::_exit(kCannotRunIt);
}

}  // namespace

WaveOutput::WaveOutput(RecordFile file) : file_(std::move(file)) {
  out_ = ::open(file_.path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (out_ < 0) cannot_write(file_.shown);
  if (converts()) start_converter();
}

WaveOutput::~WaveOutput() {
  if (out_ >= 0) ::close(out_);
  if (converter_ > 0) ::waitpid(converter_, nullptr, 0);
}

// A socket: writing to one whose reader has gone can be an error instead of a signal.
void WaveOutput::start_converter() {
  ::close(std::exchange(out_, -1));
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
    cannot_write(file_.shown);
  converter_ = ::fork();
  if (converter_ == 0) become_converter(ends[1], file_.path.c_str());
  ::close(ends[1]);
  out_ = ends[0];
  if (converter_ < 0) cannot_write(file_.shown);
}

void WaveOutput::write(std::string_view bytes) {
  while (!bytes.empty() && error_ == 0) {
    const ssize_t n = converter_ > 0 ? ::send(out_, bytes.data(), bytes.size(), MSG_NOSIGNAL)
                                     : ::write(out_, bytes.data(), bytes.size());
    if (n >= 0) {
      bytes.remove_prefix(static_cast<size_t>(n));
    } else if (errno != EINTR) {
      error_ = errno;
    }
  }
}

void WaveOutput::wait_for_converter() {
  int status = 0;
  while (::waitpid(converter_, &status, 0) < 0 && errno == EINTR) continue;
  converter_ = -1;
  if (status == 0 && error_ == 0 && is_whole_fst(file_.path)) return;
  const char* why = WIFSIGNALED(status)                   ? " was killed"
                    : WEXITSTATUS(status) == kCannotRunIt ? " cannot be run"
                                                          : " did not finish it; is the disk full?";
  throw RunError("writing failed: " + file_.shown.string() + ": " + kConverter + why);
}

void WaveOutput::close() {
  if (::close(std::exchange(out_, -1)) != 0 && error_ == 0) error_ = errno;
  if (converter_ > 0) return wait_for_converter();
  if (error_ != 0)
    throw RunError("writing failed: " + file_.shown.string() + ": " + std::strerror(error_));
}

bool can_convert_to_fst() {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "" : path);
  for (std::string folder; std::getline(folders, folder, ':');)
    if (::access((fs::path(folder) / kConverter).c_str(), X_OK) == 0) return true;
  return false;
}

bool is_whole_fst(const fs::path& file) {
  // Block types of GTKWave's fstapi.h.
  constexpr int kHeader = 0, kSkip = 255;
  const std::set<int> changes = {1, 5, 8}, hierarchies = {4, 6, 7};
  std::error_code error;
  const uint64_t size = fs::file_size(file, error);
  std::ifstream in(file, std::ios::binary);
  bool header = false, hierarchy = false, changing = false;
  uint64_t at = 0;
  while (!error && in && at < size) {
    std::array<unsigned char, 9> head{};
    in.seekg(static_cast<std::streamoff>(at));
    in.read(reinterpret_cast<char*>(head.data()), head.size());
    uint64_t length = 0;  // big-endian, itself included
    for (size_t i = 1; i < head.size(); ++i) length = length << 8 | head[i];
    if (!in || length < 8 || length > size - at - 1 || head[0] == kSkip) return false;
    header |= head[0] == kHeader;
    hierarchy |= hierarchies.contains(head[0]);
    changing |= changes.contains(head[0]);
    at += 1 + length;
  }
  return at == size && header && hierarchy && changing;
}

}  // namespace cowmmu
