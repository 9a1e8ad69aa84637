// SPDX-License-Identifier: Apache-2.0
#include "wave/gtkw.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
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
  if (ends_with_any(signal.path, {"phase", "op", "fault", "state", "command", "stage"}))
    return kText;
  if (ends_with_any(signal.path, {"va", "fence_va", "row", "line"})) return kHex;
  return kDecimal;
}

// "3" for everything that belongs to hart 3; "" for what harts share.
std::string hart_of(const VcdSignal& signal) {
  static const std::regex of_hart(R"(.*\.(?:hart|mmu)(\d+)[._].*)");
  std::smatch found;
  return std::regex_match(signal.path, found, of_hart) ? found[1].str() : "";
}

// GTKWave's colours: the same kind of signal has the same one in each group; 0: its own choice.
unsigned colour_of(const VcdSignal& signal) {
  constexpr unsigned kRed = 1, kOrange = 2, kYellow = 3, kBlue = 5;
  if (ends_with_any(signal.path, {"phase", "state", "stage", "command"})) return kOrange;
  if (ends_with_any(signal.path, {"fault", "cause", "retry"})) return kRed;
  if (ends_with_any(signal.path, {"op", "va", "fence_va"})) return kYellow;
  return signal.path.find("ipi") != std::string::npos ? kBlue : 0;
}

// Where the window begins and how many picoseconds 200 pixels of it show, as a power of two: the
// first COW fault fills two thirds of a window of common width; without one, the run's beginning is
// seen.
struct Window {
  uint64_t begin = 0;
  double zoom = 24;
};
Window window_of(const GtkwMarkers& markers) {
  if (!markers.cow_fault) return {};
  constexpr double kParts = 5;  // 1,000 pixels
  const uint64_t length = std::max<uint64_t>((markers.cow_fault_end - *markers.cow_fault).value, 1);
  const uint64_t margin = std::min(length / 4, markers.cow_fault->value);
  return {markers.cow_fault->value - margin, std::log2(static_cast<double>(length) * 1.5 / kParts)};
}

std::string head(const std::string& shown, const GtkwMarkers& markers) {
  const Window window = window_of(markers);
  const auto at = [](const std::optional<Picos>& time) {
    return time ? std::to_string(time->value) : "-1";
  };
  return fmt::format(
      "[*] A: the first fork, B: the first COW fault, C: the first exit, each where its trap "
      "begins\n"
      "[dumpfile] \"{}\"\n[timestart] {}\n*-{:.2f} {} {} {} {}\n",
      shown, window.begin, window.zoom, at(markers.cow_fault), at(markers.fork),
      at(markers.cow_fault), at(markers.exit));
}

class Text {
 public:
  explicit Text(std::string head) : text_(std::move(head)) {}

  // Nothing where no signal belongs to the group.
  template <class Belongs>
  void group(const std::string& title, const std::vector<VcdSignal>& signals, bool open,
             Belongs belongs) {
    std::string lines;
    for (const VcdSignal& s : signals)
      if (belongs(s)) lines += fmt::format("@{:x}\n{}{}\n", format_of(s), colour_line(s), s.name);
    if (lines.empty()) return;
    text_ += fmt::format("@{:x}\n-{}\n{}@{:x}\n-{}\n", open ? kGroupBegin : kClosedGroupBegin,
                         title, lines, open ? kGroupEnd : kClosedGroupEnd, title);
  }
  std::string take() { return std::move(text_); }

 private:
  static std::string colour_line(const VcdSignal& signal) {
    const unsigned colour = colour_of(signal);
    return colour == 0 ? "" : fmt::format("[color] {}\n", colour);
  }

  std::string text_;
};

struct Part {
  const char* title;
  const char* pattern;
  bool open;
};
constexpr std::array kHartParts = {
    Part{"state", R"(.*\.hart\d+\.(phase|process|op|va|retry|fault|cause))", true},
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

std::string gtkw_text(const std::vector<VcdSignal>& signals, const std::string& shown,
                      const GtkwMarkers& markers) {
  Text text(head(shown, markers));
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
