// SPDX-License-Identifier: Apache-2.0
#include "commands/trace_command.h"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <boost/json.hpp>

#include "programs/trace/reader.h"
#include "programs/trace/summary.h"

namespace cowmmu {
namespace {

namespace json = boost::json;

const char* name_of(trace::Grain grain) { return grain == trace::Grain::kLine ? "line" : "page"; }

json::object json_of(const trace::ProcessSummary& process) {
  return {{"pid", process.pid.value},        {"threads", process.threads},
          {"forks", process.forks},          {"vforks", process.vforks},
          {"execs", process.execs},          {"fetches", process.accesses.fetches},
          {"loads", process.accesses.loads}, {"stores", process.accesses.stores},
          {"pages", process.pages},          {"written", process.written}};
}

json::object json_of(const trace::Summary& summary) {
  json::array processes;
  for (const auto& process : summary.processes) processes.push_back(json_of(process));
  json::array forks;
  for (const auto& fork : summary.forks)
    forks.push_back(json::object{{"parent", fork.parent.value},
                                 {"child", fork.child.value},
                                 {"present", fork.present},
                                 {"dirty", fork.dirty}});
  const trace::AccessCounts accesses = summary.accesses();
  return {{"schema", 1},
          {"grain", name_of(summary.grain)},
          {"accesses", accesses.total()},
          {"fetches", accesses.fetches},
          {"loads", accesses.loads},
          {"stores", accesses.stores},
          {"processes", std::move(processes)},
          {"forks", std::move(forks)}};
}

constexpr const char* kRow =
    "{:>8} {:>7} {:>6} {:>6} {:>6} {:>11} {:>11} {:>11} {:>8} {:>8} {:>7} {:>7}\n";

void print_processes(const trace::Summary& summary, std::ostream& out) {
  fmt::print(out, fmt::runtime(kRow), "process", "threads", "forks", "vforks", "execs", "fetches",
             "loads", "stores", "pages", "written", "copies", "reuses");
  trace::ProcessSummary total;
  for (const auto& p : summary.processes) {
    fmt::print(out, fmt::runtime(kRow), p.pid.value, p.threads, p.forks, p.vforks, p.execs,
               p.accesses.fetches, p.accesses.loads, p.accesses.stores, p.pages, p.written,
               p.cow.copies, p.cow.reuses);
    total.threads += p.threads;
    total.forks += p.forks;
    total.vforks += p.vforks;
    total.execs += p.execs;
    total.pages += p.pages;
    total.written += p.written;
  }
  const trace::AccessCounts sum = summary.accesses();
  const trace::CowCounts cow = summary.cow();
  fmt::print(out, fmt::runtime(kRow), "total", total.threads, total.forks, total.vforks,
             total.execs, sum.fetches, sum.loads, sum.stores, total.pages, total.written,
             cow.copies, cow.reuses);
}

void print_forks(const trace::Summary& summary, std::ostream& out) {
  constexpr const char* kForkRow = "{:>8} {:>8} {:>8} {:>8}\n";
  if (summary.forks.empty()) return;
  fmt::print(out, "\nforks: the parent's private pages with a touch so far, and written ones\n");
  fmt::print(out, fmt::runtime(kForkRow), "parent", "child", "present", "dirty");
  for (const auto& fork : summary.forks)
    fmt::print(out, fmt::runtime(kForkRow), fork.parent.value, fork.child.value, fork.present,
               fork.dirty);
}

void print_text(const trace::Recording& recording, const trace::Summary& summary,
                std::ostream& out) {
  fmt::print(out, "{}: {} lines, {} grain, {}, {}\n", recording.file, recording.lines,
             name_of(summary.grain), recording.machine, recording.tool);
  fmt::print(out, "command: {}\n\n", recording.command);
  print_processes(summary, out);
  print_forks(summary, out);
  fmt::print(out,
             "\n{} accesses, {} of them stores; {} COW faults in recorded order "
             "({} copies, {} reuses)\n",
             summary.accesses().total(), summary.accesses().stores, summary.cow().faults(),
             summary.cow().copies, summary.cow().reuses);
}

}  // namespace

int trace_command(const TraceOptions& options, std::ostream& out, std::ostream& err) {
  try {
    const trace::Recording recording = trace::read_recording(options.file);
    const trace::Summary summary = trace::summarise(recording);
    if (options.json)
      out << json_of(summary) << '\n';
    else
      print_text(recording, summary, out);
    return 0;
  } catch (const trace::TraceError& error) {
    err << "cowmmu trace: " << error.what() << '\n';
    return 2;
  }
}

}  // namespace cowmmu
