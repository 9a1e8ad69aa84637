// SPDX-License-Identifier: Apache-2.0
#include "digest/sha256.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <system_error>

namespace cowmmu {
namespace {

[[noreturn]] void cannot_read(const std::filesystem::path& path) {
  throw std::system_error(errno, std::generic_category(), path.string() + ": cannot be read");
}

}  // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
  EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr);
}

void Sha256::add(const void* bytes, size_t size) { EVP_DigestUpdate(context_.get(), bytes, size); }

std::string Sha256::hex() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_DigestFinal_ex(context_.get(), digest.data(), &size);
  std::string text;
  for (unsigned k = 0; k < size; ++k) text += fmt::format("{:02x}", digest[k]);
  return text;
}

std::string sha256_of_file(const std::filesystem::path& path) {
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in) cannot_read(path);
  Sha256 sha;
  std::array<char, 65536> buffer;
  while (in.read(buffer.data(), buffer.size()), in.gcount() > 0) {
    sha.add(buffer.data(), static_cast<size_t>(in.gcount()));
  }
  if (in.bad()) cannot_read(path);
  return sha.hex();
}

}  // namespace cowmmu
