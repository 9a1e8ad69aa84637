// SPDX-License-Identifier: Apache-2.0
#include "report/packed.h"

#include <openssl/evp.h>

#include <array>
#include <boost/iostreams/copy.hpp>
#include <boost/iostreams/device/array.hpp>
#include <boost/iostreams/device/back_inserter.hpp>
#include <boost/iostreams/filter/gzip.hpp>
#include <boost/iostreams/filtering_stream.hpp>

#include "base/check.h"

namespace cowmmu {

std::string gzipped(const std::string& bytes) {
  namespace io = boost::iostreams;
  std::string packed;
  io::filtering_ostream out;
  out.push(io::gzip_compressor());
  out.push(io::back_inserter(packed));
  io::copy(io::array_source(bytes.data(), bytes.size()), out);
  return packed;
}

std::string base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // OpenSSL ends it with a zero
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                   reinterpret_cast<const unsigned char*>(bytes.data()),
                                   static_cast<int>(bytes.size()));
  text.resize(static_cast<size_t>(size));
  return text;
}

std::string csp_hash(std::string_view inline_text) {
  std::array<char, EVP_MAX_MD_SIZE> digest;
  unsigned size = 0;
  const int done =
      EVP_Digest(inline_text.data(), inline_text.size(),
                 reinterpret_cast<unsigned char*>(digest.data()), &size, EVP_sha256(), nullptr);
  COWMMU_CHECK(done == 1, "SHA-256 is not available");
  return "'sha256-" + base64({digest.data(), size}) + "'";
}

}  // namespace cowmmu
