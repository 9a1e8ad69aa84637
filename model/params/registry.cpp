// SPDX-License-Identifier: Apache-2.0
#include "params/registry.h"

#include <algorithm>
#include <charconv>

#include "params/availability.h"
#include "params/names.h"

namespace cowmmu {
namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

std::string shortest(double v) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, v).ptr;
  std::string text(buffer, end);
  if (text.find_first_of(".en") == std::string::npos) text += ".0";
  return text;
}

[[noreturn]] void refuse(const ParamInfo& info, std::string_view found) {
  std::string message = info.name + ": found " + std::string(found) + ", allowed " + allowed(info);
  if (info.type == "choice") message += did_you_mean(found, info.choices);
  throw ParamError(message);
}

// The whole text as one number, or nothing.
template <class T>
bool read_number(std::string_view text, T& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size();
}

bool read_integer(std::string_view text, uint64_t& out) {
  if (!text.starts_with("0x")) return read_number(text, out);
  const char* first = text.data() + 2;
  const char* last = text.data() + text.size();
  const auto [end, error] = std::from_chars(first, last, out, 16);
  return error == std::errc() && end == last;
}

ParamValue from_text(const ParamInfo& info, std::string_view text) {
  uint64_t integer = 0;
  double real = 0;
  if (info.type == "choice") return std::string(text);
  if (info.type == "boolean" && text == "true") return true;
  if (info.type == "boolean" && text == "false") return false;
  if (info.type == "integer" && read_integer(text, integer)) return integer;
  if (info.type == "real" && read_number(text, real)) return real;
  refuse(info, text);
}

ParamValue convert(const ParamInfo& info, const ParamValue& value) {
  const bool widen = info.type == "real" && std::holds_alternative<uint64_t>(value);
  if (widen) return static_cast<double>(std::get<uint64_t>(value));
  if (value.index() != info.initial.index()) refuse(info, to_text(value));
  return value;
}

bool in_range(const ParamInfo& info, const ParamValue& value) {
  if (info.type == "choice") {
    return std::ranges::find(info.choices, std::get<std::string>(value)) != info.choices.end();
  }
  return value >= info.min && value <= info.max;  // false for a NaN
}

}  // namespace

std::string to_text(const ParamValue& value) {
  return std::visit(
      Overloaded{[](uint64_t v) { return std::to_string(v); }, [](double v) { return shortest(v); },
                 [](bool v) { return std::string(v ? "true" : "false"); },
                 [](const std::string& v) { return v; }},
      value);
}

std::string allowed(const ParamInfo& info) {
  if (info.type == "choice") return "one of " + join_names(info.choices);
  if (info.type == "boolean") return "true or false";
  std::string range = info.type + ", " + to_text(info.min) + " to " + to_text(info.max);
  return info.unit.empty() ? range : range + " " + info.unit;
}

ParamValue checked_value(const ParamInfo& info, const ParamValue& value) {
  ParamValue checked = convert(info, value);
  if (!in_range(info, checked)) refuse(info, to_text(value));
  return checked;
}

ParamValue checked_text(const ParamInfo& info, std::string_view text) {
  return checked_value(info, from_text(info, text));
}

ParamRegistry::ParamRegistry() : all_(all_params()) {
  for (const ParamInfo& info : all_) names_.push_back(info.name);
}

const ParamInfo& ParamRegistry::find(std::string_view name) const {
  const auto it = std::ranges::find(all_, name, &ParamInfo::name);
  if (it != all_.end()) return *it;
  throw ParamError("unknown parameter " + std::string(name) + did_you_mean(name, names_));
}

bool ParamRegistry::is_group(std::string_view name) const {
  const std::string prefix = std::string(name) + ".";
  return std::ranges::any_of(names_, [&](const auto& n) { return n.starts_with(prefix); });
}

ParamValue ParamRegistry::get(const Params& params, std::string_view name) const {
  // A field is reached through a mutable Params; it is read only, and a copy would cost much more
  // than the value: a sweep reads every parameter of each point.
  auto& fields = const_cast<Params&>(params);
  return std::visit([](const auto* field) { return ParamValue(*field); }, find(name).field(fields));
}

void ParamRegistry::set(Params& params, std::string_view name, const ParamValue& value) const {
  const ParamInfo& info = find(name);
  const ParamValue checked = checked_value(info, value);
  check_available(info.name, to_text(checked));
  std::visit([&](auto* field) { *field = std::get<std::decay_t<decltype(*field)>>(checked); },
             info.field(params));
}

void ParamRegistry::set_text(Params& params, std::string_view name, std::string_view text) const {
  set(params, name, from_text(find(name), text));
}

}  // namespace cowmmu
