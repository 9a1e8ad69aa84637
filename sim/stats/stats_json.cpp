// SPDX-License-Identifier: Apache-2.0
#include "stats/stats_json.h"

#include <string_view>

#include "stats/version.h"

namespace cowmmu {
namespace {

namespace json = boost::json;
using json::object;

json::string_view view(std::string_view s) { return {s.data(), s.size()}; }

// Cycles stay integers; other units are real numbers.
json::value in_unit(uint64_t sample, double unit) {
  if (unit == 1) return sample;
  return static_cast<double>(sample) / unit;
}

object events(const Stats::Events& e) {
  return {{"count", e.count}, {"cycles", to_json(e.cycles)}};
}

// Requests have a tail worth a name of its own.
object requests(const Stats::Events& e) {
  object out = events(e);
  out["cycles"].as_object()["p999"] = summarise(e.cycles).p999;
  return out;
}

object hart(const Stats::Hart& h) {
  object ledger;
  for (size_t p = 0; p < kPhases; ++p) ledger[view(kPhaseNames[p])] = h.ledger[p].value;
  return {{"id", h.id.value}, {"cycles", h.cycles.value}, {"ledger", ledger}};
}

json::array harts(const std::vector<Stats::Hart>& all) {
  json::array out;
  for (const Stats::Hart& h : all) out.emplace_back(hart(h));
  return out;
}

object fork(const Stats::Fork& f) {
  return {{"count", f.count},
          {"failed", f.failed},
          {"cycles", to_json(f.cycles)},
          {"ptes", f.ptes},
          {"tables", f.tables},
          {"pages_shared", f.pages_shared},
          {"pages_copied", f.pages_copied}};
}

object faults(const Stats::Faults& f) {
  return {{"cow_copy", events(f.cow_copy)},   {"cow_reuse", events(f.cow_reuse)},
          {"zero_fill", events(f.zero_fill)}, {"file_copy", events(f.file_copy)},
          {"read_zero", events(f.read_zero)}, {"table_copy", events(f.table_copy)},
          {"spurious", events(f.spurious)},   {"segv", events(f.segv)}};
}

object copies(const Stats::Copies& c) {
  return {{"pages", c.pages},
          {"bytes", c.pages * kPageBytes},
          {"engine", c.engine},
          {"cycles", to_json(c.cycles)}};
}

object shootdowns(const Stats::Shootdowns& s) {
  return {
      {"count", s.count}, {"targets", s.targets}, {"ipis", s.ipis}, {"cycles", to_json(s.cycles)}};
}

object tlb(const Stats::TlbCounts& t) {
  return {{"hits", t.hits}, {"misses", t.misses}, {"evictions", t.evictions}, {"fences", t.fences}};
}

object walker(const Stats::WalkerCounts& w) {
  return {{"walks", w.walks},
          {"pte_reads", w.pte_reads},
          {"merged", w.merged},
          {"ahead", w.ahead},
          {"cycles", to_json(w.cycles)}};
}

object cache_level(const Stats::CacheLevel& c) {
  return {{"hits", c.hits},
          {"misses", c.misses},
          {"evictions", c.evictions},
          {"writebacks", c.writebacks}};
}

object cache(const Stats::Caches& c) {
  return {{"l1d", cache_level(c.l1d)},
          {"llc", cache_level(c.llc)},
          {"snoops", c.snoops},
          {"recalls", c.recalls}};
}

object dram(const Stats::Dram& d) {
  return {{"reads", d.reads},
          {"writes", d.writes},
          {"row_hits", d.row_hits},
          {"row_misses", d.row_misses},
          {"row_conflicts", d.row_conflicts},
          {"refreshes", d.refreshes},
          {"latency_ns", to_json(d.read_latency_ps, 1000)}};
}

object frames(const Stats::Frames& f) {
  return {{"total", f.total},
          {"peak", f.peak},
          {"allocated", f.allocated},
          {"freed", f.freed},
          {"leaked", f.leaked}};
}

json::array images(const std::vector<Stats::Image>& all) {
  json::array out;
  for (const Stats::Image& i : all) {
    out.push_back(object{{"process", i.process.value},
                         {"image", i.image},
                         {"pages", i.pages},
                         {"digest", i.digest}});
  }
  return out;
}

object processes(const Stats::Processes& p) {
  object out{{"created", p.created}, {"exited", p.exited}, {"killed", p.killed}};
  if (p.images) out["images"] = images(*p.images);
  return out;
}

object host(const Stats::Host& h) {
  const double rate =
      h.measured_seconds > 0 ? static_cast<double>(h.accesses) / h.measured_seconds : 0.0;
  return {{"wall_seconds", h.wall_seconds},
          {"accesses", h.accesses},
          {"accesses_per_second", rate},
          {"peak_rss_bytes", h.peak_rss_bytes}};
}

// What the hardware did.
void add_machine(object& out, const Stats& s) {
  out["tlb"] = object{{"l1i", tlb(s.tlb.l1i)}, {"l1d", tlb(s.tlb.l1d)}, {"l2", tlb(s.tlb.l2)}};
  out["walker"] = walker(s.walker);
  out["cache"] = cache(s.cache);
  out["dram"] = dram(s.dram);
}

// What the OS did.
void add_os(object& out, const Stats& s) {
  out["fork"] = fork(s.fork);
  out["faults"] = faults(s.faults);
  out["ad_traps"] = events(s.ad_traps);
  if (s.requests) out["requests"] = requests(*s.requests);
  if (s.trace) {
    out["trace"] = object{
        {"grain", s.trace->grain}, {"accesses", s.trace->accesses}, {"stores", s.trace->stores}};
  }
  out["copies"] = copies(s.copies);
  out["shootdowns"] = shootdowns(s.shootdowns);
}

}  // namespace

object to_json(const Distribution& d, double unit) {
  const Summary s = summarise(d);
  return {{"min", in_unit(s.min, unit)},
          {"mean", s.mean / unit},
          {"p50", in_unit(s.p50, unit)},
          {"p99", in_unit(s.p99, unit)},
          {"max", in_unit(s.max, unit)}};
}

object to_json(const Stats& s) {
  object out{{"schema", kStatsSchema},
             {"tool", object{{"version", view(version())}, {"git", view(git_commit())}}},
             {"seed", s.seed},
             {"config", s.config},
             {"cycles", s.cycles.value},
             {"harts", harts(s.harts)}};
  add_os(out, s);
  add_machine(out, s);
  out["frames"] = frames(s.frames);
  out["processes"] = processes(s.processes);
  out["oracle"] =
      object{{"checked", s.oracle.checked}, {"loads", s.oracle.loads}, {"stale", s.oracle.stale}};
  out["host"] = host(s.host);
  return out;
}

}  // namespace cowmmu
