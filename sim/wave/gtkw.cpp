// SPDX-License-Identifier: Apache-2.0
#include "wave/gtkw.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <regex>

namespace cowmmu {
namespace {

// Save-file flags of GTKWave's analyzer.h: how a trace is shown, and marks of groups.
constexpr unsigned kHex = 0x22, kDecimal = 0x24, kBit = 0x28, kText = 0x820;
constexpr unsigned kGroupBegin = 0x800200, kGroupEnd = 0x1000200;
constexpr unsigned kClosedGroupBegin = 0xc00200, kClosedGroupEnd = 0x1400200;

bool ends_with_any(const std::string& path, std::initializer_list<const char*> names) {
  for (const char* name : names)
    if (path.ends_with(std::string(".") + name)) return true;
  return false;
}

unsigned format_of(const VcdSignal& signal) {
  if (signal.bits == 1) return kBit;
  if (ends_with_any(signal.path, {"phase", "op", "state", "command"})) return kText;
  if (ends_with_any(signal.path, {"va", "fence_va", "row", "line"})) return kHex;
  return kDecimal;
}

// "3" for everything that belongs to hart 3; "" for what harts share.
std::string hart_of(const VcdSignal& signal) {
  static const std::regex kOfHart(R"(.*\.(?:hart|mmu)(\d+)[._].*)");
  std::smatch found;
  return std::regex_match(signal.path, found, kOfHart) ? found[1].str() : "";
}

class Text {
 public:
  explicit Text(const std::string& shown_vcd)
      : text_(fmt::format("[dumpfile] \"{}\"\n[timestart] 0\n", shown_vcd)) {}

  // Nothing where no signal belongs to the group.
  template <class Belongs>
  void group(const std::string& title, const std::vector<VcdSignal>& signals, bool open,
             Belongs belongs) {
    std::string lines;
    for (const VcdSignal& s : signals)
      if (belongs(s)) lines += fmt::format("@{:x}\n{}\n", format_of(s), s.name);
    if (lines.empty()) return;
    text_ += fmt::format("@{:x}\n-{}\n{}@{:x}\n-{}\n", open ? kGroupBegin : kClosedGroupBegin,
                         title, lines, open ? kGroupEnd : kClosedGroupEnd, title);
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

struct Part {
  const char* title;
  const char* pattern;
  bool open;
};
constexpr std::array kHartParts = {
    Part{"state", R"(.*\.hart\d+\.(phase|process|op|va|retry|cause))", true},
    Part{"IPI", R"(.*_ipi_pending)", true},
    Part{"counts", R"(.*\.hart\d+\.(accesses|faults|asid))", false},
    Part{"TLB", R"(.*\.mmu\d+\.(l1i\.|l1d\.|l2\.|fence).*)", true},
    Part{"walker", R"(.*\.walker\..*)", true}};
constexpr std::array kSharedParts = {Part{"IPI", R"(.*\.fabric\..*)", true},
                                     Part{"DRAM", R"(.*\.dram\..*)", true},
                                     Part{"last-level cache", R"(.*\.llc\..*)", true}};

template <class Parts>
void add_parts(Text& text, const Parts& parts, const std::vector<VcdSignal>& signals,
               const std::string& hart) {
  for (const Part& part : parts) {
    const std::regex pattern(part.pattern);
    const std::string title =
        hart.empty() ? part.title : fmt::format("hart {} {}", hart, part.title);
    text.group(title, signals, part.open, [&](const VcdSignal& s) {
      return hart_of(s) == hart && std::regex_match(s.path, pattern);
    });
  }
}

}  // namespace

std::string gtkw_text(const std::vector<VcdSignal>& signals, const std::string& shown_vcd) {
  Text text(shown_vcd);
  std::vector<std::string> harts;
  for (const VcdSignal& s : signals)
    if (const std::string hart = hart_of(s);
        !hart.empty() && std::ranges::find(harts, hart) == harts.end())
      harts.push_back(hart);
  for (const std::string& hart : harts) add_parts(text, kHartParts, signals, hart);
  add_parts(text, kSharedParts, signals, "");
  return text.take();
}

}  // namespace cowmmu
