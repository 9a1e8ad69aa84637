// SPDX-License-Identifier: Apache-2.0
#include "input/utf8.h"

#include <boost/nowide/utf/utf.hpp>

namespace cowmmu {

std::string valid_utf8(std::string_view text) {
  using Traits = boost::nowide::utf::utf_traits<char>;
  std::string out;
  for (auto at = text.begin(); at != text.end();) {
    const auto begin = at;
    const auto point = Traits::decode(at, text.end());
    if (point == boost::nowide::utf::illegal || point == boost::nowide::utf::incomplete) {
      out += "\xEF\xBF\xBD";
      at = begin + 1;
    } else {
      out.append(begin, at);
    }
  }
  return out;
}

}  // namespace cowmmu
