// SPDX-License-Identifier: Apache-2.0
// SHA-256 (FIPS 180-4) by OpenSSL.
#pragma once

#include <openssl/evp.h>

#include <filesystem>
#include <memory>
#include <string>

namespace cowmmu {

class Sha256 {
 public:
  Sha256();
  void add(const void* bytes, size_t size);
  void add(const std::string& bytes) { add(bytes.data(), bytes.size()); }
  // 64 lower-case hexadecimal digits. Once, at the end.
  std::string hex();

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

// Of a file's bytes. Throws std::system_error where it cannot be read.
std::string sha256_of_file(const std::filesystem::path& path);

}  // namespace cowmmu
