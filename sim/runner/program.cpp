// SPDX-License-Identifier: Apache-2.0
#include "runner/program.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace cowmmu {
namespace {

[[noreturn]] void fail(int error, const std::string& what) {
  throw std::system_error(error, std::generic_category(), what);
}

class Pipe {
 public:
  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail(errno, "pipe");
    read_ = ends[0];
    write_ = ends[1];
  }
  ~Pipe() {
    close_write();
    ::close(read_);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  int read_end() const { return read_; }
  int write_end() const { return write_; }
  void close_write() {
    if (write_ >= 0) ::close(std::exchange(write_, -1));
  }
  // False at the end.
  bool read_into(std::string& text) const {
    std::array<char, 65536> buffer;
    const ssize_t n = ::read(read_, buffer.data(), buffer.size());
    if (n < 0) return errno == EINTR;
    text.append(buffer.data(), static_cast<size_t>(n));
    return n > 0;
  }

 private:
  int read_, write_;
};

// What the new process has of this one: output, and signals as at first.
class SpawnSettings {
 public:
  SpawnSettings(const Pipe& out, const Pipe& err) {
    posix_spawn_file_actions_init(&files_);
    posix_spawn_file_actions_addopen(&files_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files_, out.write_end(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files_, err.write_end(), STDERR_FILENO);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_init(&attributes_);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
  }
  ~SpawnSettings() {
    posix_spawnattr_destroy(&attributes_);
    posix_spawn_file_actions_destroy(&files_);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;

  pid_t start(const std::vector<std::string>& words) const {
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    pid_t process = 0;
    const int error = ::posix_spawnp(&process, arguments.front(), &files_, &attributes_,
                                     arguments.data(), environ);
    if (error != 0) fail(error, words.front());
    return process;
  }

 private:
  posix_spawn_file_actions_t files_{};
  posix_spawnattr_t attributes_{};
};

// Kills what has not been waited for.
class Process {
 public:
  explicit Process(pid_t id) : id_(id) {}
  ~Process() {
    if (id_ <= 0) return;
    ::kill(id_, SIGKILL);
    wait();
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  int wait() {
    int status = 0;
    while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) continue;
    id_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

 private:
  pid_t id_;
};

// Until both are closed.
void read_both(const Pipe& out, const Pipe& err, ProgramResult& result, InterruptWatch* watch) {
  std::array<pollfd, 3> ends{{{out.read_end(), POLLIN, 0},
                              {err.read_end(), POLLIN, 0},
                              {watch ? watch->descriptor() : -1, POLLIN, 0}}};
  while (ends[0].fd >= 0 || ends[1].fd >= 0) {
    ::poll(ends.data(), ends.size(), -1);
    if (watch != nullptr && ends[2].revents != 0) watch->raise();
    if (ends[0].fd >= 0 && ends[0].revents != 0 && !out.read_into(result.out)) ends[0].fd = -1;
    if (ends[1].fd >= 0 && ends[1].revents != 0 && !err.read_into(result.err)) ends[1].fd = -1;
  }
}

}  // namespace

bool is_on_path(const std::string& name) {
  const char* path = std::getenv("PATH");
  const std::string folders = path ? path : "";
  for (size_t begin = 0; begin <= folders.size();) {
    const size_t end = std::min(folders.find(':', begin), folders.size());
    if (::access((folders.substr(begin, end - begin) + "/" + name).c_str(), X_OK) == 0) return true;
    begin = end + 1;
  }
  return false;
}

ProgramResult run_program(const std::vector<std::string>& words, InterruptWatch* watch) {
  Pipe out, err;
  Process process(SpawnSettings(out, err).start(words));
  out.close_write();
  err.close_write();
  ProgramResult result;
  read_both(out, err, result, watch);
  result.status = process.wait();
  return result;
}

}  // namespace cowmmu
