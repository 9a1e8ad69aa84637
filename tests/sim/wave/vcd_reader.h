// SPDX-License-Identifier: Apache-2.0
// A small reader of VCD files: every change of every signal, in order.
#pragma once

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace cowmmu {

struct VcdChange {
  uint64_t time = 0;   // in the file's unit, 1 ps
  std::string signal;  // its path from below "SystemC.", without its range
  std::string bits;

  uint64_t number() const { return std::stoull(bits, nullptr, 2); }
  // Text in ASCII; the writer leaves out the first zeros.
  std::string text() const {
    std::string padded(((bits.size() + 7) / 8) * 8 - bits.size(), '0');
    padded += bits;
    std::string text;
    for (size_t i = 0; i < padded.size(); i += 8)
      text += static_cast<char>(std::stoi(padded.substr(i, 8), nullptr, 2));
    return text.substr(0, text.find_last_not_of(' ') + 1);
  }
};

class VcdReader {
 public:
  explicit VcdReader(const std::string& path) {
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) read(line);
  }

  const std::vector<VcdChange>& changes() const { return changes_; }  // the first values too
  std::vector<std::string> signals() const {
    std::vector<std::string> all;
    for (const auto& [id, name] : names_) all.push_back(name);
    return all;
  }

 private:
  void read(const std::string& line) {
    std::istringstream words(line);
    std::string first, second, bits, id, name;
    words >> first >> second;
    if (first == "$scope" && words >> name) scopes_.push_back(name);
    if (first == "$upscope") scopes_.pop_back();
    if (first == "$var" && words >> bits >> id >> name) declare(id, name.substr(0, name.find('[')));
    if (first.starts_with('#')) time_ = std::stoull(first.substr(1));
    if (first.starts_with('b')) change(second, first.substr(1));
    if (first.starts_with('0') || first.starts_with('1'))
      change(first.substr(1), first.substr(0, 1));
  }
  void declare(const std::string& id, const std::string& name) {
    std::string path;
    for (size_t i = 1; i < scopes_.size(); ++i) path += scopes_[i] + ".";
    names_[id] = path + name;
  }
  void change(const std::string& id, const std::string& bits) {
    if (const auto found = names_.find(id); found != names_.end())
      changes_.push_back({time_, found->second, bits});
  }

  std::vector<std::string> scopes_;
  std::map<std::string, std::string> names_;
  uint64_t time_ = 0;
  std::vector<VcdChange> changes_;
};

}  // namespace cowmmu
