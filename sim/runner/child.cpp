// SPDX-License-Identifier: Apache-2.0
#include "runner/child.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <system_error>
#include <utility>

#ifdef COWMMU_COVERAGE
extern "C" void __gcov_dump();
#endif

namespace cowmmu {
namespace {

// The first byte of what a child sends says what follows; a child that sends none has crashed.
constexpr char kResultTag = 'r';
constexpr char kThrewTag = 't';

[[noreturn]] void throw_errno(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

bool write_all(int descriptor, const std::string& bytes) {
  for (size_t done = 0; done < bytes.size();) {
    const ssize_t n = ::write(descriptor, bytes.data() + done, bytes.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    done += static_cast<size_t>(n);
  }
  return true;
}

std::string call(const ChildFunction& function) {
  try {
    return kResultTag + function();
  } catch (const std::exception& e) {
    return kThrewTag + std::string(e.what());
  } catch (...) {
    return kThrewTag + std::string("unknown exception");
  }
}

[[noreturn]] void be_child(const ChildFunction& function, int write_end, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // an interrupted parent leaves no simulations behind
  if (::getppid() != parent) ::_exit(1);
  const bool sent = write_all(write_end, call(function));
  std::cout.flush();
  std::cerr.flush();
  std::fflush(nullptr);
#ifdef COWMMU_COVERAGE
  __gcov_dump();
#endif
  ::_exit(sent ? 0 : 1);  // no destructors: the parent's objects are the parent's
}

std::string how_it_ended(int status) {
  if (WIFSIGNALED(status)) {
    const int number = WTERMSIG(status);
    return "crashed: signal " + std::to_string(number) + " (" + ::strsignal(number) + ")";
  }
  return "ended without a result: exit status " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

Child::Child(const ChildFunction& function) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw_errno("pipe");
  // What the parent has buffered must not be written a second time by the child.
  std::cout.flush();
  std::fflush(nullptr);
  const pid_t parent = ::getpid();
  pid_ = ::fork();
  if (pid_ < 0) {
    const int error = errno;
    ::close(ends[0]);
    ::close(ends[1]);
    errno = error;
    throw_errno("fork");
  }
  if (pid_ == 0) {
    ::close(ends[0]);
    be_child(function, ends[1], parent);
  }
  ::close(ends[1]);
  read_end_ = ends[0];
}

Child::~Child() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) continue;
  }
  if (read_end_ >= 0) ::close(read_end_);
}

Child::Child(Child&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      read_end_(std::exchange(other.read_end_, -1)),
      timed_out_(other.timed_out_),
      received_(std::move(other.received_)),
      begin_(other.begin_) {}

bool Child::read_some() {
  std::array<char, 65536> buffer;
  const ssize_t n = ::read(read_end_, buffer.data(), buffer.size());
  if (n < 0) return errno != EINTR && errno != EAGAIN;
  received_.append(buffer.data(), static_cast<size_t>(n));
  return n == 0;
}

void Child::kill_timed_out() {
  timed_out_ = true;
  ::kill(pid_, SIGKILL);
}

ChildResult Child::finish() {
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) continue;
  pid_ = -1;
  ChildResult result = result_of(status);
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  return result;
}

ChildResult Child::result_of(int status) const {
  if (timed_out_) return {ChildEnd::kTimedOut, {}, "took longer than its time limit"};
  const bool complete = WIFEXITED(status) && WEXITSTATUS(status) == 0 && !received_.empty();
  if (!complete) return {ChildEnd::kCrashed, {}, how_it_ended(status)};
  const std::string rest = received_.substr(1);
  if (received_.front() == kThrewTag) return {ChildEnd::kThrew, {}, rest};
  return {ChildEnd::kReturned, rest, {}};
}

}  // namespace cowmmu
