// SPDX-License-Identifier: Apache-2.0
#include "runner/interrupt.h"

#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace cowmmu {

InterruptWatch::InterruptWatch() {
  sigset_t watched;
  sigemptyset(&watched);
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&watched, number);
  descriptor_ = ::signalfd(-1, &watched, SFD_CLOEXEC);
  if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "signalfd");
  ::pthread_sigmask(SIG_BLOCK, &watched, &before_);
}

InterruptWatch::~InterruptWatch() {
  ::close(descriptor_);
  ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void InterruptWatch::raise() {
  signalfd_siginfo info{};
  const ssize_t n = ::read(descriptor_, &info, sizeof info);
  throw Interrupted(n == sizeof info ? static_cast<int>(info.ssi_signo) : SIGINT);
}

}  // namespace cowmmu
