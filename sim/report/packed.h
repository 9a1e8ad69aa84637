// SPDX-License-Identifier: Apache-2.0
// Bytes as a page may hold them.
#pragma once

#include <string>
#include <string_view>

namespace cowmmu {

std::string gzipped(const std::string& bytes);
std::string base64(std::string_view bytes);

// A source expression of a content security policy that allows exactly this inline script or
// style: 'sha256-...' (W3C CSP 3, 2.3.1).
std::string csp_hash(std::string_view inline_text);

}  // namespace cowmmu
