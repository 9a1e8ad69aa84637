// SPDX-License-Identifier: Apache-2.0
#include "stats/pretty_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace cowmmu {
namespace {

namespace json = boost::json;
constexpr size_t kLineWidth = 100;

std::string scalar(const json::value& value) {
  if (!value.is_double()) return json::serialize(value);
  const double d = value.get_double();
  if (!std::isfinite(d)) return "null";  // JSON has no infinity
  const std::string text = fmt::format("{}", d);
  // A whole number keeps its point, so that a reader sees the same type in every run.
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

std::string key(const json::key_value_pair& pair) { return json::serialize(pair.key()) + ": "; }

bool is_scalar(const json::value& v) { return !v.is_object() && !v.is_array(); }

bool fits(const json::value& value, size_t indent) {
  if (is_scalar(value)) return true;
  const bool flat =
      value.is_object()
          ? std::ranges::all_of(value.get_object(),
                                [](const auto& p) { return is_scalar(p.value()); })
          : std::ranges::all_of(value.get_array(), [](const auto& v) { return is_scalar(v); });
  return flat && one_line(value).size() + indent <= kLineWidth;
}

void print(std::string& out, const json::value& value, size_t indent) {
  if (fits(value, indent)) {
    out += one_line(value);
    return;
  }
  const std::string inner(indent + 2, ' ');
  const bool is_object = value.is_object();
  const char* separator = "\n";
  out += is_object ? "{" : "[";
  const auto entry = [&](const std::string& name, const json::value& v) {
    out += separator + inner + name;
    print(out, v, indent + 2);
    separator = ",\n";
  };
  if (is_object) {
    for (const auto& pair : value.get_object()) entry(key(pair), pair.value());
  } else {
    for (const auto& v : value.get_array()) entry("", v);
  }
  out += "\n" + std::string(indent, ' ') + (is_object ? "}" : "]");
}

}  // namespace

std::string one_line(const json::value& value) {
  std::string out;
  if (const auto* o = value.if_object()) {
    for (const auto& pair : *o)
      out += (out.empty() ? "" : ", ") + key(pair) + one_line(pair.value());
    return "{" + out + "}";
  }
  if (const auto* a = value.if_array()) {
    for (const auto& v : *a) out += (out.empty() ? "" : ", ") + one_line(v);
    return "[" + out + "]";
  }
  return scalar(value);
}

std::string pretty(const json::value& value) {
  std::string out;
  print(out, value, 0);
  return out + "\n";
}

}  // namespace cowmmu
