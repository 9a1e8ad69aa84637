// SPDX-License-Identifier: Apache-2.0
#include "output/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <utility>

namespace cowmmu {
namespace {

std::string short_rate(double per_second) {
  if (per_second >= 1e6) return fmt::format("{:.1f} M/s", per_second / 1e6);
  if (per_second >= 1e3) return fmt::format("{:.1f} k/s", per_second / 1e3);
  return fmt::format("{:.1f} /s", per_second);
}

std::string clock_time(double seconds) {
  const auto s = std::llround(seconds);
  if (s >= 3600) return fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
  return fmt::format("{}:{:02}", s / 60, s % 60);
}

}  // namespace

std::string progress_line(const std::string& what, uint64_t done, uint64_t total, double seconds) {
  std::string line =
      total == 0 ? fmt::format("{} {}", what, done) : fmt::format("{} {}/{}", what, done, total);
  if (done == 0 || seconds <= 0) return line;
  const double rate = static_cast<double>(done) / seconds;
  line += ", " + short_rate(rate);
  if (total > done) line += ", " + clock_time(static_cast<double>(total - done) / rate) + " left";
  return line;
}

Progress::Progress(std::string what, bool enabled)
    : what_(std::move(what)), enabled_(enabled && ::isatty(STDERR_FILENO) == 1) {}

void Progress::update(uint64_t done, uint64_t total, const std::string& note) {
  if (!enabled_) return;
  const auto now = Clock::now();
  if (shown_ && now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  shown_ = true;
  const double seconds = std::chrono::duration<double>(now - begin_).count();
  const std::string line = progress_line(what_, done, total, seconds) + note;
  std::fprintf(stderr, "\r\033[K%.79s", line.c_str());
}

void Progress::clear() {
  if (enabled_) std::fputs("\r\033[K", stderr);
  shown_ = false;
}

}  // namespace cowmmu
