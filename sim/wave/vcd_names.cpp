// SPDX-License-Identifier: Apache-2.0
#include "wave/vcd_names.h"

#include <sstream>

#include "errors/errors.h"

namespace cowmmu {
namespace {

std::string joined(const std::vector<std::string>& scopes, const std::string& name) {
  std::string path;
  for (const std::string& scope : scopes) path += scope + ".";
  return path + name;
}

// The declaration's words after $var: type, bits, identifier, name, perhaps a range apart.
VcdSignal signal_of(std::istringstream& words, const std::vector<std::string>& scopes) {
  std::string type, identifier, name, range;
  VcdSignal signal;
  words >> type >> signal.bits >> identifier >> name >> range;
  if (range.starts_with('[')) name += range;
  signal.name = joined(scopes, name);
  signal.path = joined(scopes, name.substr(0, name.find('[')));
  return signal;
}

}  // namespace

std::vector<VcdSignal> read_vcd_names(const std::string& header) {
  std::vector<VcdSignal> signals;
  std::vector<std::string> scopes;
  std::istringstream in(header);
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string first, kind, scope;
    words >> first;
    if (first == "$enddefinitions") return signals;
    if (first == "$scope" && words >> kind >> scope) scopes.push_back(scope);
    if (first == "$upscope" && !scopes.empty()) scopes.pop_back();
    if (first == "$var") signals.push_back(signal_of(words, scopes));
  }
  throw RunError("the waveform has no complete header");
}

}  // namespace cowmmu
