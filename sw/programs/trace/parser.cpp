// SPDX-License-Identifier: Apache-2.0
#include "programs/trace/parser.h"

#include <algorithm>
#include <boost/nowide/utf/utf.hpp>

namespace cowmmu::trace {
namespace {

constexpr FieldSpec kVersion = {"VERSION", 0, UINT32_MAX};
constexpr uint64_t kFormatVersion = 1;
constexpr FieldSpec kLineNumber = {"LINE", 0, UINT64_MAX >> kLineShift};
constexpr FieldSpec kPageNumber = {"PAGE", 0, UINT64_MAX >> kPageShift};
constexpr FieldSpec kRuns = {"N", 1, UINT32_MAX};
constexpr FieldSpec kAdvice = {"ADVICE", 0, UINT32_MAX};
constexpr FieldSpec kDirty = {"DIRTY", 0, 1};
// Half of the longest page-based virtual address space (Sv57) is more than any recording can map.
constexpr uint64_t kMaxBytes = 1ULL << 56;
// What is touched page by page: far above Linux's longest read or write (2 GiB) and any memory.
constexpr uint64_t kMaxKernelBytes = 1ULL << 32;
constexpr uint64_t kMaxResidentPages = 1ULL << 28;

bool is_utf8(std::string_view text) {
  using Traits = boost::nowide::utf::utf_traits<char>;
  for (const char *p = text.data(), *end = p + text.size(); p != end;) {
    const auto point = Traits::decode(p, end);
    if (point == boost::nowide::utf::illegal || point == boost::nowide::utf::incomplete)
      return false;
  }
  return true;
}

VirtAddr address(Fields& fields, const char* name) {
  return VirtAddr(fields.hexadecimal({name, 0, UINT64_MAX}));
}

ByteCount length(Fields& fields, const char* name, VirtAddr start, uint64_t max = kMaxBytes) {
  const uint64_t bytes = fields.decimal({name, 1, max});
  if (start.value + (bytes - 1) < start.value)
    fields.refuse(name, "a range beyond the last address", "one that ends at 2^64 or before");
  return ByteCount(bytes);
}

// A range of whole pages.
void page_range(Fields& fields, const char* names[2], VirtAddr& start, ByteCount& bytes) {
  start = address(fields, names[0]);
  if (page_offset(start) != 0)
    fields.refuse(names[0], fmt::format("{:x}", start.value), "a multiple of the page size (1000)");
  bytes = length(fields, names[1], start);
  if (bytes.value % kPageBytes != 0)
    fields.refuse(names[1], std::to_string(bytes.value), "a multiple of the page size (4096)");
}

Protection protection(Fields& fields) {
  const std::string_view text = fields.word("PROT");
  const auto is = [&](size_t i, char c) { return text[i] == c || text[i] == '-'; };
  if (text.size() != 3 || !is(0, 'r') || !is(1, 'w') || !is(2, 'x'))
    fields.refuse("PROT", fmt::format("'{}'", text.substr(0, 16)), "r or -, w or -, x or -");
  return {text[0] == 'r', text[1] == 'w', text[2] == 'x'};
}

MapKind map_kind(Fields& fields) {
  const std::string_view text = fields.word("KIND");
  constexpr std::string_view kNames = "afskh";  // in the order of MapKind
  const size_t at = text.size() == 1 ? kNames.find(text[0]) : std::string_view::npos;
  if (at == std::string_view::npos)
    fields.refuse("KIND", fmt::format("'{}'", text.substr(0, 16)), "one of a f s k h");
  return static_cast<MapKind>(at);
}

}  // namespace

void Parser::line(std::string_view text) {
  if (++lines_ > UINT32_MAX)
    throw TraceError({recording_.file, lines_, 0}, "file", "more lines", "at most 2^32 - 1");
  Fields fields(recording_.file, lines_, text);
  if (text.starts_with('#')) {
    if (!is_utf8(text)) fields.refuse_record("a comment that is not UTF-8", "UTF-8");
    return;
  }
  const char letter = fields.letter();
  if (recording_.tool.empty() && letter != 'H')
    fields.refuse_record("a record before the header", "H 1 ARCH TOOL COMMAND first");
  switch (letter) {
    case 'I':
      return fetch(fields, Grain::kLine);
    case 'D':
      return data(fields, Grain::kLine);
    case 'i':
      return fetch(fields, Grain::kPage);
    case 'd':
      return data(fields, Grain::kPage);
    case '=':
      return processes_.switch_to(fields);
    case 'K':
      return kernel(fields, Kind::kKernelWrite);
    case 'k':
      return kernel(fields, Kind::kKernelRead);
    default:
      return rare(letter, fields);
  }
}

void Parser::rare(char letter, Fields& fields) {
  switch (letter) {
    case 'H':
      return header(fields);
    case 'P':
      return processes_.process(fields);
    case 'T':
      return processes_.thread(fields);
    case 'M':
      return map(fields);
    case 'U':
      return range(fields, Kind::kUnmap);
    case 'Q':
      return range(fields, Kind::kProtect);
    case 'R':
      return range(fields, Kind::kRemap);
    case 'A':
      return range(fields, Kind::kAdvise);
    case 'N':
      return resident(fields);
    default:
      break;
  }
  started_ = true;
  switch (letter) {
    case 'F':
      return processes_.fork(fields, Kind::kFork);
    case 'V':
      return processes_.fork(fields, Kind::kVfork);
    case 'J':
      return processes_.wait(fields);
    case 'X':
      return processes_.exec(fields);
    case 'Z':
      return processes_.exit(fields);
    case 'z':
      return processes_.thread_exit(fields);
    default:
      fields.refuse_letter();
  }
}

void Parser::header(Fields& fields) {
  if (!recording_.tool.empty()) fields.refuse_record("a second header", "one, as first record");
  const uint64_t version = fields.decimal(kVersion);
  if (version != kFormatVersion)
    fields.refuse("VERSION", std::to_string(version), std::to_string(kFormatVersion));
  recording_.machine = fields.word("ARCH");
  recording_.tool = fields.word("TOOL");
  recording_.command = fields.rest("COMMAND");
  if (!is_utf8(recording_.command)) fields.refuse("COMMAND", "text that is not UTF-8", "UTF-8");
}

uint64_t Parser::run_place(Fields& fields, Grain grain) {
  if (!grain_known_) {
    recording_.grain = grain;
    grain_known_ = true;
  }
  if (recording_.grain != grain) refuse_grain(fields, grain);
  started_ = true;
  return fields.hexadecimal(grain == Grain::kLine ? kLineNumber : kPageNumber);
}

void Parser::fetch(Fields& fields, Grain grain) {
  Record record(Kind::kFetch, run_place(fields, grain), fields.record_line());
  record.set_run(static_cast<uint32_t>(fields.decimal(kRuns)), 0, 0);
  fields.end();
  processes_.append(fields, record);
}

void Parser::data(Fields& fields, Grain grain) {
  Record record(Kind::kData, run_place(fields, grain), fields.record_line());
  const uint64_t count = fields.decimal(kRuns);
  const uint64_t stores = fields.decimal({"S", 0, count});
  uint64_t first = 0;
  if (stores != 0) {
    first = fields.decimal({"F", 0, count - stores});
  } else if (fields.word("F") != "-") {
    fields.refuse("F", fmt::format("'{}'", fields.last().substr(0, 16)), "- where S is 0");
  }
  fields.end();
  record.set_run(static_cast<uint32_t>(count), static_cast<uint32_t>(stores),
                 static_cast<uint32_t>(first));
  processes_.append(fields, record);
}

void Parser::refuse_grain(const Fields& fields, Grain grain) const {
  constexpr const char* kLine = "line grain (I D)";
  constexpr const char* kPage = "page grain (i d)";
  fields.refuse_record(grain == Grain::kLine ? kLine : kPage,
                       recording_.grain == Grain::kLine ? kLine : kPage);
}

void Parser::add(Fields& fields, Kind kind, const Detail& detail) {
  fields.end();
  processes_.append(fields, Record(kind, recording_.details.size(), fields.record_line()));
  recording_.details.push_back(detail);
}

void Parser::map(Fields& fields) {
  Detail detail;
  const char* names[2] = {"ADDR", "LEN"};
  page_range(fields, names, detail.address, detail.length);
  detail.protection = protection(fields);
  detail.map_kind = map_kind(fields);
  add(fields, Kind::kMap, detail);
}

void Parser::range(Fields& fields, Kind kind) {
  Detail detail;
  const char* names[2] = {"ADDR", "LEN"};
  const char* old_names[2] = {"OLD", "OLDLEN"};
  const char* new_names[2] = {"NEW", "NEWLEN"};
  const bool remap = kind == Kind::kRemap;
  page_range(fields, remap ? old_names : names, detail.address, detail.length);
  if (remap) page_range(fields, new_names, detail.new_address, detail.new_length);
  if (kind == Kind::kProtect) detail.protection = protection(fields);
  if (kind == Kind::kAdvise) detail.advice = static_cast<uint32_t>(fields.decimal(kAdvice));
  add(fields, kind, detail);
}

void Parser::kernel(Fields& fields, Kind kind) {
  started_ = true;
  Detail detail;
  detail.address = address(fields, "ADDR");
  detail.length = length(fields, "LEN", detail.address, kMaxKernelBytes);
  add(fields, kind, detail);
}

void Parser::resident(Fields& fields) {
  if (started_ || !processes_.is_root())
    fields.refuse_record("a resident range after the start or of another thread",
                         "N in the initial state of the root's first thread");
  Detail detail;
  const Vpn page(fields.hexadecimal(kPageNumber));
  const uint64_t above = (UINT64_MAX >> kPageShift) - page.value;  // pages that follow it
  const uint64_t pages = fields.decimal({"COUNT", 1, std::min(kMaxResidentPages, above)});
  detail.address = addr_of(page);
  detail.length = ByteCount(pages << kPageShift);
  detail.dirty = fields.decimal(kDirty) != 0;
  add(fields, Kind::kResident, detail);
}

void Parser::finish() {
  if (recording_.tool.empty() || recording_.processes.empty())
    throw TraceError({recording_.file, lines_ + 1, 0}, "file", "its end",
                     recording_.tool.empty() ? "H 1 ARCH TOOL COMMAND" : "P PID 0");
  processes_.finish();
  recording_.lines = static_cast<uint32_t>(lines_);
}

}  // namespace cowmmu::trace
