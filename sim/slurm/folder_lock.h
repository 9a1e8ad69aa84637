// SPDX-License-Identifier: Apache-2.0
// FolderLock: one owner of a folder at a time, on this machine and on others that share the folder.
// It goes with its process, however that ends; then the folder, if it is empty, goes as well.
#pragma once

#include <filesystem>

namespace cowmmu {

class FolderLock {
 public:
  // Makes the folder. Throws InputError where it cannot be made or has another owner.
  explicit FolderLock(std::filesystem::path folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  bool acquire();

  std::filesystem::path folder_;
  std::filesystem::path file_;
  int descriptor_ = -1;
};

}  // namespace cowmmu
