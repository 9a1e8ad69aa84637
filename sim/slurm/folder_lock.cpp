// SPDX-License-Identifier: Apache-2.0
#include "slurm/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "errors/errors.h"
#include "output/output_file.h"

namespace cowmmu {

namespace fs = std::filesystem;

FolderLock::FolderLock(fs::path folder)
    : folder_(std::move(folder)), file_(folder_ / ".cowmmu-lock") {
  do {
    make_output_folder(folder_);
  } while (!acquire());
}

// False: the last owner has removed the file that was opened.
bool FolderLock::acquire() {
  descriptor_ = ::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor_ < 0 && errno == ENOENT) return false;  // with its folder, even
  if (descriptor_ < 0) throw InputError(file_.string() + ": " + std::strerror(errno));
  const bool locked = ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0;
  const int error = errno;
  struct stat mine {
  }, named{};
  const bool same = ::fstat(descriptor_, &mine) == 0 && ::stat(file_.c_str(), &named) == 0 &&
                    mine.st_ino == named.st_ino;
  if (locked && same) return true;
  ::close(std::exchange(descriptor_, -1));
  if (locked) return false;
  if (error != EWOULDBLOCK) throw InputError(file_.string() + ": " + std::strerror(error));
  throw InputError(folder_.string() +
                   ": found another `cowmmu sweep --engine slurm` at work, allowed one: wait for "
                   "it, or give another --db");
}

FolderLock::~FolderLock() {
  ::unlink(file_.c_str());
  ::rmdir(folder_.c_str());  // fails where batches are left
  ::close(descriptor_);
}

}  // namespace cowmmu
