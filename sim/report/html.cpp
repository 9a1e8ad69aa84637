// SPDX-License-Identifier: Apache-2.0
#include "report/html.h"

#include <map>

#include "base/check.h"
#include "report/assets.h"
#include "report/packed.h"

namespace cowmmu {
namespace {

constexpr std::string_view kPolicy =
    "default-src 'none'; img-src data: blob:; base-uri 'none'; form-action 'none'; style-src ";

using Parts = std::map<std::string, std::string, std::less<>>;

// What is filled in is not searched again.
std::string fill(std::string_view text, const Parts& parts) {
  std::string out;
  for (size_t open; (open = text.find("{{")) != std::string_view::npos;) {
    const size_t close = text.find("}}", open);
    COWMMU_CHECK(close != std::string_view::npos, "page.html: {{ without }}");
    const auto part = parts.find(text.substr(open + 2, close - open - 2));
    COWMMU_CHECK(part != parts.end(), "page.html names an unknown part");
    out.append(text.substr(0, open)).append(part->second);
    text.remove_prefix(close + 2);
  }
  return out.append(text);
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string html_page(std::string_view title, std::string_view body, std::string_view more_policy) {
  const std::string policy =
      std::string(kPolicy) + csp_hash(page_style()) + std::string(more_policy);
  return fill(page_template(), {{"policy", policy},
                                {"title", escaped(title)},
                                {"style", std::string(page_style())},
                                {"body", std::string(body)}});
}

}  // namespace cowmmu
