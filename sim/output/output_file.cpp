// SPDX-License-Identifier: Apache-2.0
#include "output/output_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <iostream>
#include <utility>

#include "errors/errors.h"

namespace cowmmu {
namespace {

namespace fs = std::filesystem;

std::string why(const fs::path& path, int error) {
  return path.string() + ": " + std::strerror(error);
}

// Symbolic links are followed, so that the rename replaces the file and not the link.
fs::path target_of(const fs::path& path) {
  std::error_code ignored;
  const fs::path target = fs::weakly_canonical(path, ignored);
  return ignored ? path : target;
}

fs::path temporary_for(const fs::path& path) {
  return path.string() + ".tmp-" + std::to_string(::getpid());
}

int open_or_throw(const fs::path& shown, const fs::path& opened, int flags) {
  const int descriptor = ::open(opened.c_str(), flags | O_WRONLY | O_CLOEXEC, 0666);
  if (descriptor < 0) throw InputError("cannot write " + why(shown, errno));
  return descriptor;
}

// A file in that folder that has no name yet; negative where the file system has no such.
int open_nameless(const fs::path& folder) {
  return ::open(folder.empty() ? "." : folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
}

void name_or_throw(int descriptor, const fs::path& name, const fs::path& shown) {
  const std::string open_file = "/proc/self/fd/" + std::to_string(descriptor);
  ::unlink(name.c_str());
  if (::linkat(AT_FDCWD, open_file.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) != 0)
    throw RunError("writing failed: " + why(shown, errno));
}

// Checked, because a full disk may show up only now.
void sync_or_throw(int descriptor, const fs::path& path) {
  const bool unsupported = ::fsync(descriptor) != 0 && errno != EINVAL && errno != EROFS;
  if (unsupported) throw RunError("writing failed: " + why(path, errno));
}

void rename_or_throw(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) throw RunError("writing failed: " + why(to, errno));
}

}  // namespace

OutputFile::OutputFile(const fs::path& path) : path_(target_of(path)) {
  std::error_code ignored;
  const fs::file_status status = fs::status(path_, ignored);
  if (fs::is_directory(status)) throw InputError("cannot write " + why(path, EISDIR));
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    descriptor_ = open_or_throw(path, path, 0);
    return;
  }
  descriptor_ = open_nameless(path_.parent_path());
  is_nameless_ = descriptor_ >= 0;
  if (is_nameless_) return;
  const fs::path temporary = temporary_for(path_);
  descriptor_ = open_or_throw(path, temporary, O_CREAT | O_TRUNC);
  temporary_ = temporary;
}

OutputFile::~OutputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void OutputFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(descriptor_, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw RunError("writing failed: " + why(path_, errno));
    bytes.remove_prefix(static_cast<size_t>(n));
  }
}

void OutputFile::commit() {
  if (is_nameless_ || !temporary_.empty()) sync_or_throw(descriptor_, path_);
  if (is_nameless_) {
    name_or_throw(descriptor_, temporary_for(path_), path_);
    temporary_ = temporary_for(path_);
  }
  const int closed = ::close(std::exchange(descriptor_, -1));
  if (closed != 0) throw RunError("writing failed: " + why(path_, errno));
  if (temporary_.empty()) return;
  rename_or_throw(temporary_, path_);
  temporary_.clear();
}

void write_file(const fs::path& path, std::string_view bytes) {
  if (path == "-") {
    if (!(std::cout << bytes << std::flush)) throw RunError("writing to standard output failed");
    return;
  }
  OutputFile file(path);
  file.write(bytes);
  file.commit();
}

NamedOutput::NamedOutput(const fs::path& path)
    : final_(target_of(path)), temporary_(temporary_for(final_)) {
  ::close(open_or_throw(path, temporary_, O_CREAT | O_TRUNC));
}

NamedOutput::~NamedOutput() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void NamedOutput::commit() {
  const int descriptor = open_or_throw(final_, temporary_, 0);
  sync_or_throw(descriptor, final_);
  ::close(descriptor);
  rename_or_throw(temporary_, final_);
  temporary_.clear();
}

void make_output_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw InputError("cannot make folder " + why(folder, error.value()));
  if (!fs::is_directory(folder)) throw InputError("cannot write " + why(folder, ENOTDIR));
  if (::access(folder.c_str(), W_OK | X_OK) != 0) {
    throw InputError("cannot write to folder " + why(folder, errno));
  }
}

}  // namespace cowmmu
