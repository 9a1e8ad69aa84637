// SPDX-License-Identifier: Apache-2.0
#include "walk/walk_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "walk/walk_fields.h"

namespace cowmmu {
namespace {

// Physical addresses of Sv39, Sv48 and Sv57 have 56 bits.
constexpr uint64_t kPhysicalSpace = 1ULL << 56;

class Parser {
 public:
  void parse_line(const WalkLine& line) {
    WalkFields fields(line);
    if (fields.empty()) return;
    static const std::array<std::string, 6> names = {"mem", "w64", "r64", "satp", "adue", "x"};
    static constexpr std::array kParsers = {&Parser::parse_mem,  &Parser::parse_w64,
                                            &Parser::parse_r64,  &Parser::parse_satp,
                                            &Parser::parse_adue, &Parser::parse_x};
    (this->*kParsers[fields.take_choice("command", names)])(fields);
    fields.expect_end();
  }
  WalkFile take() { return std::move(file_); }

 private:
  void parse_mem(WalkFields& f) {
    if (file_.memory.bytes != 0) f.fail("mem is given already; one range is backed");
    const PhysAddr base(f.take_number("BASE"));
    if (base.value >= kPhysicalSpace) f.fail("BASE lies beyond the 56 bits of physical memory");
    const uint64_t bytes = f.take_number("SIZE");
    if (bytes == 0) f.fail("SIZE is 0");
    if (bytes > kPhysicalSpace - base.value)
      f.fail("SIZE reaches beyond the 56 bits of physical memory");
    file_.memory = {base, bytes};
  }
  PhysAddr take_word_address(WalkFields& f) {
    const PhysAddr pa(f.take_number("PA"));
    if (pa.value % sizeof(uint64_t) != 0)
      f.fail(fmt::format("PA {:#x} is not a multiple of 8", pa.value));
    if (file_.memory.bytes == 0) f.fail("no memory yet: mem BASE SIZE comes first");
    if (!file_.memory.contains_word(pa))
      f.fail(fmt::format("PA {:#x} lies outside mem [{:#x}, {:#x})", pa.value,
                         file_.memory.base.value, file_.memory.base.value + file_.memory.bytes));
    return pa;
  }
  void parse_w64(WalkFields& f) {
    const PhysAddr pa = take_word_address(f);
    file_.commands.emplace_back(WriteCommand{pa, f.take_number("VALUE")});
  }
  void parse_r64(WalkFields& f) { file_.commands.emplace_back(ReadCommand{take_word_address(f)}); }
  void parse_satp(WalkFields& f) {
    const uint64_t bits = f.take_number("VALUE");
    const Satp satp = Satp::from_bits(bits);
    const bool paged = satp.mode == PagingMode::kSv39 || satp.mode == PagingMode::kSv48 ||
                       satp.mode == PagingMode::kSv57;
    // Bare with other fields set is reserved (privileged spec, satp).
    if (!paged && bits != 0)
      f.fail(
          fmt::format("satp {:#x} has MODE {}, expected 8 (Sv39), 9 (Sv48) or 10 (Sv57); or 0 in "
                      "all fields",
                      bits, bits >> 60));
    file_.commands.emplace_back(SatpCommand{satp});
  }
  void parse_adue(WalkFields& f) { file_.commands.emplace_back(AdueCommand{f.take_flag("adue")}); }
  void parse_x(WalkFields& f) {
    static const std::array<std::string, 3> accesses = {"r", "w", "x"};
    static const std::array<std::string, 2> privileges = {"u", "s"};
    TranslateCommand x;
    x.va = VirtAddr(f.take_number("VA"));
    x.access = static_cast<Access>(f.take_choice("access", accesses));
    x.privilege = static_cast<Privilege>(f.take_choice("privilege", privileges));
    x.sum = f.take_flag("SUM");
    x.mxr = f.take_flag("MXR");
    file_.commands.emplace_back(x);
  }

  WalkFile file_;
};

}  // namespace

WalkFile parse_walk_file(std::string_view text, const std::string& name) {
  Parser parser;
  for (size_t number = 1; !text.empty(); ++number) {
    const size_t end = std::min(text.find('\n'), text.size());
    parser.parse_line({name, number, text.substr(0, end)});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parser.take();
}

}  // namespace cowmmu
