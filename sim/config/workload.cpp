// SPDX-License-Identifier: Apache-2.0
#include "config/workload.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "errors/errors.h"
#include "params/names.h"

namespace cowmmu {
namespace {

namespace fs = std::filesystem;
using ByKey = std::map<std::string, const Setting*>;

ByKey by_key(std::span<const Setting> settings) {
  ByKey keys;
  for (const Setting& s : settings) keys[s.key.substr(s.key.find('.') + 1)] = &s;
  return keys;
}

std::string text_of(const Setting& setting) {
  if (const auto* u = std::get_if<Unquoted>(&setting.value)) return u->text;
  const auto* v = std::get_if<ParamValue>(&setting.value);
  const auto* s = v ? std::get_if<std::string>(v) : nullptr;
  if (s != nullptr) return *s;
  const std::string found = v ? to_text(*v) : std::get<Unusable>(setting.value).shown;
  throw InputError(setting.where + ": " + setting.key + ": found " + found + ", allowed a string");
}

// `warm` is a word here and may be a boolean in TOML.
Setting boolean_as_word(Setting setting, const WorkloadKey& key) {
  const auto* v = std::get_if<ParamValue>(&setting.value);
  const bool boolean = v != nullptr && std::holds_alternative<bool>(*v);
  if (boolean && key.info.name == "warm") setting.value = ParamValue(to_text(*v));
  return setting;
}

void refuse_unknown(const ByKey& found, const std::vector<std::string>& known,
                    const std::string& of) {
  for (const auto& [key, setting] : found) {
    if (std::ranges::find(known, key) != known.end()) continue;
    throw InputError(fmt::format("{}: unknown key workload.{}, allowed for {}: {}{}",
                                 setting->where, key, of, join_names(known),
                                 did_you_mean(key, known)));
  }
}

Workload program_workload(const ByKey& found, const std::string& shown) {
  const Setting& program = *found.at("program");
  Workload workload;
  workload.program = text_of(program);
  const auto keys = keys_of_program(workload.program, program.where);
  std::vector<std::string> known{"program"};
  for (const WorkloadKey& key : keys) known.push_back(key.info.name);
  refuse_unknown(found, known, workload.program);
  for (const WorkloadKey& key : keys) {
    const auto it = found.find(key.info.name);
    if (it == found.end() && key.required) {
      throw InputError(shown + ": workload." + key.info.name + " is missing, allowed " +
                       allowed(key.info));
    }
    workload.values[key.info.name] = it == found.end()
                                         ? key.info.initial
                                         : value_of(boolean_as_word(*it->second, key), key.info);
  }
  return workload;
}

Workload file_workload(const ByKey& found, const std::string& kind, const fs::path& folder) {
  const Setting& setting = *found.at(kind);
  refuse_unknown(found, {kind}, "a " + kind);
  Workload workload;
  workload.kind = kind == "trace" ? WorkloadKind::kTrace : WorkloadKind::kLitmus;
  workload.file = (folder / text_of(setting)).lexically_normal();
  if (!fs::is_regular_file(workload.file)) {
    throw InputError(setting.where + ": workload." + kind +
                     ": no such file: " + workload.file.string());
  }
  return workload;
}

const ParamValue& at(const Workload& workload, const std::string& key) {
  const auto it = workload.values.find(key);
  COWMMU_CHECK(it != workload.values.end(), "program " + workload.program + " has no key " + key);
  return it->second;
}

}  // namespace

uint64_t Workload::integer(const std::string& key) const {
  return std::get<uint64_t>(at(*this, key));
}
double Workload::real(const std::string& key) const { return std::get<double>(at(*this, key)); }
const std::string& Workload::word(const std::string& key) const {
  return std::get<std::string>(at(*this, key));
}

Workload workload_of(std::span<const Setting> settings, const fs::path& folder,
                     const std::string& shown) {
  const ByKey found = by_key(settings);
  std::vector<std::string> kinds;
  for (const char* kind : {"program", "trace", "litmus"}) {
    if (found.contains(kind)) kinds.emplace_back(kind);
  }
  if (kinds.empty()) {
    throw InputError(shown + ": [workload] has no program, trace or litmus, needs one of them");
  }
  if (kinds.size() > 1) {
    throw InputError(found.at(kinds[1])->where + ": workload: found " + join_names(kinds) +
                     ", allowed only one of them");
  }
  return kinds[0] == "program" ? program_workload(found, shown)
                               : file_workload(found, kinds[0], folder);
}

}  // namespace cowmmu
